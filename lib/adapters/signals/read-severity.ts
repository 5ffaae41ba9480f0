import { type Severity, severityFromWord } from "#lib/domain/severity.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import { everywhere, pathsIn } from "./generic-places.ts";

type Read = (value: unknown) => Severity | null;

/** How a field of this name tells severity. Numbers are read only where the name says on which scale they stand. */
const readers: Readonly<Record<string, Read>> = {
  severity: fromWord,
  severity_id: severityFromOcsf,
  risk_level: fromWord,
  riskLevel: fromWord,
  level: fromWord,
  priority: fromWord,
  risk_score: severityFromScore,
};

const paths = everywhere(Object.keys(readers));
const ocsfScale: readonly Severity[] = ["informational", "low", "medium", "high", "critical", "critical"];

/** What the first usable field says, or null: the severity is medium then, and assumed. */
export function readSeverity(event: JsonObject): Severity | null {
  for (const path of pathsIn(event, paths)) {
    const read = readers[path.slice(path.lastIndexOf(".") + 1)];
    const hit = read ? findFirst(event, [path], read) : null;
    if (hit) return hit.value;
  }
  return null;
}

/** 0–100; a fraction below 1 is on a scale that nobody stated, so it says nothing. */
export function readConfidence(value: unknown): number | null {
  if (typeof value === "string") {
    const word = value.trim().toLowerCase();
    if (word === "low") return 25;
    if (word === "medium") return 50;
    if (word === "high") return 75;
  }
  const number = toNumber(value);
  if (number === null || number < 0 || number > 100) return null;
  return number < 1 && number !== 0 ? null : Math.round(number);
}

function fromWord(value: unknown): Severity | null {
  return typeof value === "string" ? severityFromWord(value) : null;
}

/** OCSF's `severity_id`; a word in its place counts too. */
export function severityFromOcsf(value: unknown): Severity | null {
  const id = toNumber(value);
  return id === null ? fromWord(value) : (ocsfScale[id - 1] ?? null);
}

/** 0–100; whatever lies outside says nothing. */
export function severityFromScore(value: unknown): Severity | null {
  const score = toNumber(value);
  if (score === null || score < 0 || score > 100) return null;
  if (score <= 21) return "low";
  if (score <= 47) return "medium";
  return score <= 73 ? "high" : "critical";
}

function toNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" && /^\s*\d{1,3}(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}
