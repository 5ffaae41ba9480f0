import type { Entry } from "#lib/domain/entry.ts";
import type { ReadText } from "./request-story.ts";

/** What a request rested on and what was answered with it, as its entry says. */
export interface ToldVerdict {
  /** How many signals were named as the cause, and how many of these were validated. */
  causes: number;
  validated: number;
  /** How each was validated, a line each; null where none was or where it was erased. */
  validation: string | null;
  identityClass: string;
  isProtected: boolean;
  outsidePolicy: boolean;
  singleOrigin: string | null;
  /** `done`, `not_possible` or `not_answered`, with the words where there are any. */
  narrowerStep: string;
  narrower: string | null;
  /** `informed` or `not_informed`, where an owner or partner was named, and who it was. */
  ownerOrPartner: string | null;
  named: string | null;
}

/** Null for requests of before causes were marked. */
export function toldVerdict(entry: Entry, read: ReadText): ToldVerdict | null {
  const { facts } = entry;
  if (facts["validated"] === undefined) return null;
  return {
    causes: Number(facts["causes"] ?? 0),
    validated: Number(facts["validated"]),
    validation: read(entry, "validation"),
    identityClass: facts["identityClass"] ?? "",
    isProtected: facts["protected"] === "yes",
    outsidePolicy: facts["outsidePolicy"] === "yes",
    singleOrigin: facts["singleOrigin"] ?? null,
    narrowerStep: facts["narrowerStep"] ?? "",
    narrower: read(entry, "narrower"),
    ownerOrPartner: facts["ownerOrPartner"] ?? null,
    named: read(entry, "named"),
  };
}
