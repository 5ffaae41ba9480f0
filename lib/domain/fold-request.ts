import type { Entry } from "./entry.ts";

/** What the log tells of a request, to be held against the table that repeats it. */
export interface FoldedRequest {
  status: string;
  approvals: number;
  requesterPersonId: string | null;
  digest: string;
  caseKey: string;
}

/** The story after one entry more; null while the request isn't asked for yet. */
export function foldRequest(story: FoldedRequest | null, entry: Entry): FoldedRequest | null {
  const { request } = entry;
  if (request === null) return story;
  switch (entry.type) {
    case "request.proposed":
      return begun(entry, "proposed", null);
    case "request.submitted":
      return begun(entry, "pending", entry.actor.personId);
    case "request.approved":
      return story && { ...moved(story, entry), approvals: story.approvals + 1 };
    case "request.denied":
    case "request.withdrawn":
    case "request.expired":
    case "request.stale":
    case "request.claimed":
      return story && moved(story, entry);
    case "request.released":
      return story && isUnderWay(story) ? { ...story, status: "approved" } : story;
    case "outcome.unknown":
      return story && { ...story, status: "unknown" };
    case "outcome.needs_attention":
      return story && { ...story, status: "needs_attention" };
    case "outcome.settled":
      return story && { ...story, status: entry.outcome?.result ?? story.status };
    case "request.commented":
    case "decision.refused":
    case "call.intended":
    case "call.answered":
    case "state.observed":
    case "signal.received":
    case "case.opened":
    case "case.changed":
    case "case.closed":
    case "session.started":
    case "session.refused":
    case "policy.published":
    case "setting.changed":
    case "execution.paused":
    case "execution.resumed":
    case "persons.linked":
    case "person.frozen":
    case "person.unfrozen":
    case "key.changed":
    case "epoch.opened":
    case "log.verified":
    case "record.read":
    case "subject.key_destroyed":
    case "data.deleted":
    case "evidence.exported":
      return story;
  }
}

function begun(entry: Entry, status: string, requesterPersonId: string | null): FoldedRequest {
  return {
    status,
    approvals: 0,
    requesterPersonId,
    digest: entry.request?.digest ?? "",
    caseKey: entry.chain.key,
  };
}

function moved(story: FoldedRequest, { after }: Entry): FoldedRequest {
  return typeof after === "string" ? { ...story, status: after } : story;
}

function isUnderWay({ status }: FoldedRequest): boolean {
  return status === "executing" || status === "unknown";
}
