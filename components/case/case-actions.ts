import type { Act } from "#components/request/acting.tsx";
import type { CloseVerdict } from "#lib/domain/case.ts";
import type { Severity } from "#lib/domain/severity.ts";

/** The server actions of the case page, handed in by the page. */
export interface CaseActions {
  take: Act<{ caseKey: string }>;
  assign: Act<{ caseKey: string; personId: string }>;
  note: Act<{ caseKey: string; text: string; idempotencyKey: string }>;
  close: Act<{ caseKey: string; verdict: CloseVerdict; reason: string }>;
  /** `until` is RFC 3339. */
  snooze: Act<{ caseKey: string; until: string; wakeAt: Severity }>;
  wake: Act<{ caseKey: string }>;
  severity: Act<{ caseKey: string; severity: Severity; reason: string }>;
  detach: Act<
    { signalId: string; userId: string | null; reason: string },
    { from: string; caseKey: string | null }
  >;
  link: Act<{ caseKey: string; userId: string }, { caseKey: string }>;
  part: Act<{ unlinkedId: string; reason: string }, { caseKeys: string[] }>;
  /** `until` is RFC 3339. */
  extend: Act<{ requestKey: string; until: string; reason: string }, { extended: boolean }>;
  handOver: Act<{ requestKey: string; ticket: string; reason: string }, void>;
}
