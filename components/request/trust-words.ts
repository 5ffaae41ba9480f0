import type { CauseView } from "#lib/domain/views/request-view.ts";

/** How sure a signal is, and who says so. */
export function confidenceWords({
  confidence,
  confidenceBy,
}: Pick<CauseView, "confidence" | "confidenceBy">): string {
  if (confidence === null) return "confidence not stated";
  return confidenceBy === "rule" ? `confidence ${confidence}, given to its rule` : `confidence ${confidence}`;
}
