import { lookUp } from "./look-up.ts";
import { z } from "zod";

/** From least to most severe. */
export const severities = ["informational", "low", "medium", "high", "critical"] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** 0 for informational to 4 for critical: what lists are ordered by. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

export function worseSeverity(a: Severity, b: Severity): Severity {
  return severityRank(a) >= severityRank(b) ? a : b;
}

const words: Readonly<Record<string, Severity>> = {
  info: "informational",
  informational: "informational",
  low: "low",
  medium: "medium",
  moderate: "medium",
  warn: "medium",
  warning: "medium",
  high: "high",
  error: "high",
  severe: "high",
  major: "high",
  critical: "critical",
  fatal: "critical",
  emergency: "critical",
  p1: "critical",
  p2: "high",
  p3: "medium",
  p4: "low",
  p5: "informational",
};

/** Reads a vendor's word for severity; null when it says nothing that we know. */
export function severityFromWord(word: string): Severity | null {
  return lookUp(words, word.trim().toLowerCase()) ?? null;
}
