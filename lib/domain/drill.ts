import type { RequestStatus } from "./request.ts";

/** Rule of the signal that a drill files about its test user. Requests that rest on nothing else are marked as drill. */
export const drillRule = "console.drill";

/** Name of the setting that holds the 1Password id of the designated test user. */
export const drillUserSetting = "drill-user";

const day = 24 * 3_600_000;
/** A policy may propose by itself only while the last drill succeeded and is at most this old. */
export const drillHoldsMs = 90 * day;

export function isDrill(causes: readonly { ruleId: string | null }[]): boolean {
  return causes.length > 0 && causes.every(({ ruleId }) => ruleId === drillRule);
}

/** What is known of one request of a drill. */
export interface DrillStep {
  key: string;
  status: RequestStatus;
  createdAt: Date;
  endedAt: Date | null;
}

export type DrillResult =
  | { result: "running" }
  | { result: "failed"; endedAt: Date; why: string }
  /** `durationMs`: from the first request to the reading that showed the way back. */
  | { result: "succeeded"; endedAt: Date; durationMs: number };

const open: readonly RequestStatus[] = [
  "proposed",
  "pending",
  "approved",
  "executing",
  "unknown",
  "needs_attention",
];

/** How a drill ended, from its two requests: there and back, both carried out and read. */
export function drillResult(suspension: DrillStep, wayBack: DrillStep | null): DrillResult {
  for (const step of [suspension, wayBack]) {
    if (step === null || open.includes(step.status)) return { result: "running" };
    if (step.status !== "succeeded" || step.endedAt === null) {
      return {
        result: "failed",
        endedAt: step.endedAt ?? step.createdAt,
        why: `${step.key} ended as ${step.status}.`,
      };
    }
  }
  const endedAt = wayBack?.endedAt ?? suspension.createdAt;
  return { result: "succeeded", endedAt, durationMs: endedAt.getTime() - suspension.createdAt.getTime() };
}

/** Why a policy may not propose by itself now; null where it may. */
export function drillProblem(last: DrillResult | null, now: Date): string | null {
  if (last === null) return "No drill was ever done, so no policy proposes by itself.";
  if (last.result === "running")
    return "A drill is under way; until it has succeeded no policy proposes by itself.";
  if (last.result === "failed") return `The last drill failed: ${last.why} No policy proposes by itself.`;
  return now.getTime() - last.endedAt.getTime() > drillHoldsMs
    ? "The last drill is more than 90 days old, so no policy proposes by itself."
    : null;
}
