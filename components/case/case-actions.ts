import type { Act } from "#components/request/acting.tsx";
import type { CloseVerdict } from "#lib/domain/case.ts";

/** The server actions of the case page, handed in by the page. */
export interface CaseActions {
  take: Act<{ caseKey: string }>;
  assign: Act<{ caseKey: string; personId: string }>;
  note: Act<{ caseKey: string; text: string; idempotencyKey: string }>;
  close: Act<{ caseKey: string; verdict: CloseVerdict; reason: string }>;
  /** `until` is RFC 3339. */
  extend: Act<{ requestKey: string; until: string; reason: string }, { extended: boolean }>;
  handOver: Act<{ requestKey: string; ticket: string; reason: string }, void>;
}
