import { formatDuration } from "#components/format-duration.ts";
import type { Verdict } from "#lib/domain/judge.ts";

const policyDefaultReviewMs = 72 * 3_600_000;

/** What a verdict asks for, beside its rule: short enough to stand in one line. */
export function verdictWords(
  verdict: Pick<Verdict, "approvers" | "narrowerStep" | "named" | "reviewAfterMs">,
) {
  const { approvers, narrowerStep, named, reviewAfterMs } = verdict;
  return [
    approvers === 1 ? "1 approver" : `${approvers} approvers`,
    narrowerStep === "asked" ? "a narrower step first" : null,
    named === null ? null : "the owner or partner named",
    reviewAfterMs < policyDefaultReviewMs ? `review in ${formatDuration(reviewAfterMs)}` : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
