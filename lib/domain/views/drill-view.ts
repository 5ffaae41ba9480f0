import type { Right } from "./parts.ts";

export interface DrillView {
  /** The designated test user; null where nobody was designated. */
  user: { userId: string; name: string; email: string } | null;
  last: {
    result: "running" | "failed" | "succeeded";
    caseKey: string;
    suspendKey: string;
    reactivateKey: string | null;
    startedBy: string | null;
    startedAt: string;
    endedAt: string | null;
    durationMs: number | null;
    why: string | null;
  } | null;
  /** Why no policy proposes by itself now; null where one may. */
  problem: string | null;
  rights: { start: Right; designate: Right };
}
