import type { Entry, EntryType } from "#lib/domain/entry.ts";
import { type FoldedRequest, foldRequest } from "#lib/domain/fold-request.ts";
import { type ToldVerdict, toldVerdict } from "./told-verdict.ts";

/** Text of an encrypted part; null where there is none, or where its key was destroyed. */
export type ReadText = (entry: Pick<Entry, "id">, field: string) => string | null;

/** Somebody who asked or decided, with the sign-in under which they did. */
export interface Act {
  entry: string;
  at: string;
  personId: string | null;
  /** Id of a key, or the part of the product, where no person acted. */
  by: string | null;
  roles: string[];
  iss: string | null;
  sub: string | null;
  sessionRef: string | null;
  amr: string[];
  authTime: string | null;
  reason: string | null;
}

export interface Reading {
  state: string;
  at: string;
}

export interface Call {
  entry: string;
  at: string;
  request: string;
  attempt: number;
  method: string;
  path: string;
  status: number | null;
  requestId: string | null;
  ms: number;
  result: string;
  code: string | null;
}

/** What the log tells of one request, and nothing that it doesn't. */
export interface RequestStory {
  key: string;
  caseKey: string;
  action: string;
  digest: string | null;
  workflowId: string | null;
  /** Null where it was asked for before what these entries cover. */
  asked: Act | null;
  subject: { userId: string; name: string | null; email: string | null };
  policy: { id: string; version: number; rule: string } | null;
  /** What it rested on beside the rule; null where that wasn't recorded yet, or before what these entries cover. */
  verdict: ToldVerdict | null;
  needed: number;
  votes: (Act & { decision: "approve" | "deny" })[];
  /** Attempts to decide that were refused, e.g. by the requester. */
  refusedDecisions: (Act & { code: string })[];
  before: Reading | null;
  answered: Reading | null;
  after: Reading | null;
  calls: Call[];
  /** Status that the entries end with. */
  status: string;
  outcomeCode: string | null;
  sentAt: string | null;
  endedAt: string | null;
  /** Key of the request that undid it, of those that are told here. */
  reversedBy: string | null;
}

/** The requests of these entries, in the order in which they were first heard of. */
export function tellRequests(entries: readonly Entry[], read: ReadText): RequestStory[] {
  const stories = new Map<string, RequestStory>();
  const folded = new Map<string, FoldedRequest>();
  for (const entry of entries) {
    if (entry.request === null) continue;
    const { key } = entry.request;
    const story = stories.get(key) ?? newStory(entry, key);
    stories.set(key, story);
    story.policy ??= entry.cause?.policy ?? null;
    tellers[entry.type]?.(story, entry, read);
    const now = foldRequest(folded.get(key) ?? begunEarlier(entry), entry);
    if (now !== null) folded.set(key, now);
    story.status = now?.status ?? "";
  }
  const all = [...stories.values()];
  for (const story of all) story.reversedBy = undoneBy(story, all)?.key ?? null;
  return all;
}

/** What came before these entries isn't known: the status is told from the first entry on that has one. */
function begunEarlier({ chain, request }: Entry): FoldedRequest {
  return {
    status: "",
    approvals: 0,
    requesterPersonId: null,
    digest: request?.digest ?? "",
    caseKey: chain.key,
  };
}

function newStory(entry: Entry, key: string): RequestStory {
  return {
    key,
    caseKey: entry.chain.key,
    action: "",
    digest: entry.request?.digest ?? null,
    workflowId: entry.workflowId,
    asked: null,
    subject: { userId: entry.subject?.userId ?? "", name: null, email: null },
    policy: null,
    verdict: null,
    needed: 0,
    votes: [],
    refusedDecisions: [],
    before: null,
    answered: null,
    after: null,
    calls: [],
    status: "",
    outcomeCode: null,
    sentAt: null,
    endedAt: null,
    reversedBy: null,
  };
}

type Tell = (story: RequestStory, entry: Entry, read: ReadText) => void;

const end: Tell = (story, entry) => {
  story.endedAt = entry.at;
};
const decide: Tell = (story, entry, read) => {
  const decision = entry.type === "request.approved" ? "approve" : "deny";
  story.votes.push({ ...toAct(entry, read), decision });
  if (decision === "deny") story.endedAt = entry.at;
};
const leaveOpen: Tell = (story, entry) => {
  story.outcomeCode = entry.outcome?.code ?? null;
};

/** What each type of entry adds to the story of its request; the others tell of steps on the way. */
const tellers: Partial<Record<EntryType, Tell>> = {
  "request.submitted": (story, entry, read) => {
    story.asked = toAct(entry, read);
    story.action = entry.facts["action"] ?? "";
    story.needed = Number(entry.facts["approvers"] ?? 0);
    story.verdict = toldVerdict(entry, read);
    story.subject = {
      userId: entry.subject?.userId ?? "",
      name: read(entry, "subject.name"),
      email: read(entry, "subject.email"),
    };
    story.before = toReading(entry.before);
  },
  "request.approved": decide,
  "request.denied": decide,
  "decision.refused": (story, entry, read) => {
    story.refusedDecisions.push({ ...toAct(entry, read), code: entry.outcome?.code ?? "" });
  },
  "request.withdrawn": end,
  "request.expired": end,
  "request.stale": end,
  "call.intended": (story, entry) => {
    story.sentAt ??= entry.at;
    story.before = toReading(entry.before) ?? story.before;
    story.action ||= entry.call?.path.split(":").at(-1) ?? "";
  },
  "call.answered": (story, entry) => {
    story.calls.push(toCall(entry));
    story.answered = toReading(entry.after) ?? story.answered;
  },
  "outcome.unknown": leaveOpen,
  "outcome.needs_attention": leaveOpen,
  "outcome.settled": (story, entry) => {
    story.outcomeCode = entry.outcome?.code ?? null;
    story.after = toReading(entry.after) ?? story.after;
    story.endedAt = entry.at;
  },
};

/** The first success of the opposite action on the same person afterwards. */
function undoneBy(story: RequestStory, all: readonly RequestStory[]): RequestStory | undefined {
  if (story.status !== "succeeded") return undefined;
  return all.find(
    (other) =>
      other.status === "succeeded" &&
      other.action !== story.action &&
      other.subject.userId === story.subject.userId &&
      (other.endedAt ?? "") > (story.endedAt ?? ""),
  );
}

function toAct(entry: Entry, read: ReadText): Act {
  const { actor } = entry;
  return {
    entry: entry.id,
    at: entry.at,
    personId: actor.personId,
    by: actor.personId === null ? actor.name : null,
    roles: actor.roles,
    iss: actor.iss,
    sub: actor.sub,
    sessionRef: actor.sessionRef,
    amr: actor.amr,
    authTime: actor.authTime,
    reason: read(entry, "reason"),
  };
}

function toReading(value: Entry["before"]): Reading | null {
  return value === null || typeof value === "string" ? null : { state: value.state, at: value.readAt };
}

function toCall(entry: Entry): Call {
  const { call, outcome } = entry;
  return {
    entry: entry.id,
    at: entry.at,
    request: entry.request?.key ?? "",
    attempt: call?.attempt ?? 0,
    method: call?.method ?? "",
    path: call?.path ?? "",
    status: call?.status ?? null,
    requestId: call?.requestId ?? null,
    ms: call?.ms ?? 0,
    result: outcome?.result ?? "",
    code: outcome?.code ?? null,
  };
}
