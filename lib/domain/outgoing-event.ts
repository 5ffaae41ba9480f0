import type { Entry } from "./entry.ts";
import { foldRequest } from "./fold-request.ts";
import type { OutgoingType } from "./outgoing-types.ts";
import { RequestStatus } from "./request.ts";

/** Thin: ids, keys and statuses. No reason, no name, nothing of a signal: whoever may know more asks for it. */
export interface OutgoingEvent {
  type: OutgoingType;
  /** RFC 3339. */
  timestamp: string;
  data: {
    /** The entry that says the same in the log; null where none does. */
    entryId: string | null;
    caseKey: string | null;
    workflowId: string | null;
    requestKey: string | null;
    /** The request's, or the case's. */
    status: string | null;
    /** Which part fails, for `integration.failing`. */
    part: string | null;
  };
}

/** What an entry tells the outside, or null. The request's status is folded as the check of the log folds it. */
export function outgoingEvent(entry: Entry): OutgoingEvent | null {
  const caseKey = entry.chain.key.startsWith("IR-") ? entry.chain.key : null;
  const told = typeOf(entry);
  if (told === null) return null;
  return {
    type: told.type,
    timestamp: entry.at,
    data: {
      entryId: entry.id,
      caseKey,
      workflowId: entry.workflowId,
      requestKey: entry.request?.key ?? null,
      status: told.status,
      part: null,
    },
  };
}

function typeOf(entry: Entry): { type: OutgoingType; status: string | null } | null {
  if (entry.type === "case.opened") return { type: "case.opened", status: "new" };
  if (entry.type === "case.closed") return { type: "case.closed", status: "closed" };
  if (entry.type === "case.changed" && entry.after === "reopened") {
    return { type: "case.reopened", status: "reopened" };
  }
  if (entry.type === "log.verified" && entry.outcome?.result !== "succeeded") {
    return { type: "log.verification_failed", status: null };
  }
  if (entry.type === "request.commented" && entry.facts["what"] === "paged") {
    return { type: "request.paged", status: null };
  }
  return movedTo(entry);
}

function movedTo(entry: Entry): { type: OutgoingType; status: string } | null {
  if (entry.request === null) return null;
  const before = typeof entry.before === "string" ? entry.before : "";
  const story = { status: before, approvals: 0, requesterPersonId: null, digest: "", caseKey: "" };
  const after = RequestStatus.safeParse(foldRequest(story, entry)?.status);
  if (!after.success || after.data === before) return null;
  return { type: `request.${after.data}`, status: after.data };
}
