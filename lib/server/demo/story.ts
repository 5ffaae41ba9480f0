import type { CloseVerdict } from "#lib/domain/case.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { NarrowerStep } from "#lib/domain/narrower-words.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { ReportWay } from "#lib/use-cases/report-signal.ts";
import type { Event } from "./senders.ts";

/** Given names of those personas who act in the history. */
export type Colleague = "Ana" | "Ben" | "Ines" | "Ivo" | "Imani";

/** What an analyst says beside the reason of a request. */
export interface Checked {
  /** How all signals of the case were validated; absent: they weren't. */
  validated?: string;
  /** A narrower step that was done just before, and by whom. */
  narrower?: { step: NarrowerStep; by: string };
  /** Why no narrower step was possible. */
  notPossible?: string;
}

/** One thing that somebody or something did. Texts may say `{name}`, `{first}` and `{email}` of the subject. */
export type Deed =
  | { do: "deliver"; event: Event; copies: number }
  | { do: "report"; by: Colleague; how: ReportWay; what: string; severity: Severity }
  | { do: "link"; by: Colleague; deed: string }
  | { do: "take"; by: Colleague }
  | { do: "assign"; by: Colleague; to: Colleague }
  | { do: "note"; by: Colleague; text: string }
  | { do: "close"; by: Colleague; verdict: CloseVerdict; reason: string }
  | { do: "request"; by: Colleague; action: Action; reason: string; checked: Checked }
  | { do: "decide"; by: Colleague; decision: "approve" | "deny"; reason: string; refused: boolean }
  | { do: "withdraw"; by: Colleague; reason: string }
  | { do: "lose the next answer" }
  | { do: "change from outside"; state: "ACTIVE" | "SUSPENDED" }
  | { do: "wait" };

/**
 * When a deed happens: minutes after the story's begin; at a time of the day after it; or, negative, so many minutes
 * before the end of the history.
 */
export type DeedTime = number | `tomorrow ${string}`;

export interface Story {
  /** Tells the story's deeds apart from others for ever; at most once in the history. */
  name: string;
  /** The part of the e-mail before the @, of somebody with a name; or one of the many, by number; or nobody known. */
  about: string | number | null;
  /** On the so-many-th working day before today, by UTC; or so many minutes before the end of the history. */
  begins: { workday: number; at: string } | { minutesAgo: number };
  deeds: readonly (readonly [DeedTime, Deed])[];
}

export const deliver = (event: Event, copies = 1): Deed => ({ do: "deliver", event, copies });
export const report = (by: Colleague, how: ReportWay, severity: Severity, what: string): Deed => ({
  do: "report",
  by,
  how,
  severity,
  what,
});
export const take = (by: Colleague): Deed => ({ do: "take", by });
export const assign = (by: Colleague, to: Colleague): Deed => ({ do: "assign", by, to });
export const note = (by: Colleague, text: string): Deed => ({ do: "note", by, text });
export const close = (by: Colleague, verdict: CloseVerdict, reason: string): Deed => ({
  do: "close",
  by,
  verdict,
  reason,
});
export const suspend = (by: Colleague, reason: string, checked: Checked = {}): Deed => ({
  do: "request",
  by,
  action: "suspend",
  reason,
  checked,
});
export const reactivate = (by: Colleague, reason: string): Deed => ({
  do: "request",
  by,
  action: "reactivate",
  reason,
  checked: {},
});
export const approve = (by: Colleague, reason: string): Deed => decide(by, "approve", reason);
export const deny = (by: Colleague, reason: string): Deed => decide(by, "deny", reason);
/** Somebody tries to decide who may not, or when the ground is gone. */
export const tryToApprove = (by: Colleague, reason: string): Deed => decide(by, "approve", reason, true);
export const withdraw = (by: Colleague, reason: string): Deed => ({ do: "withdraw", by, reason });
export const wait: Deed = { do: "wait" };

function decide(by: Colleague, decision: "approve" | "deny", reason: string, refused = false): Deed {
  return { do: "decide", by, decision, reason, refused };
}
