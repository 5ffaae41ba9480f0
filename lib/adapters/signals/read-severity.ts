import { type Severity, severityFromWord } from "#lib/domain/severity.ts";
import { findFirst, type JsonObject } from "./find-field.ts";

/** How a field of this name tells severity. Numbers are read only where the name says on which scale they stand. */
const fields: readonly [path: string, read: (value: unknown) => Severity | null][] = [
  ["severity", fromWord],
  ["severity_id", fromOcsf],
  ["risk_level", fromWord],
  ["riskLevel", fromWord],
  ["level", fromWord],
  ["priority", fromWord],
  ["risk_score", fromScore],
];

const ocsfScale: readonly Severity[] = ["informational", "low", "medium", "high", "critical", "critical"];

/** The first of the fields that tells a severity, or null: then it is medium and assumed. */
export function readSeverity(holder: JsonObject): Severity | null {
  for (const [path, read] of fields) {
    const hit = findFirst(holder, [path], read);
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

function fromOcsf(value: unknown): Severity | null {
  const id = toNumber(value);
  return id === null ? fromWord(value) : (ocsfScale[id - 1] ?? null);
}

function fromScore(value: unknown): Severity | null {
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
