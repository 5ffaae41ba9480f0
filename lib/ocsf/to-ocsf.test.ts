import { expect, test } from "vitest";
import { checkEvent } from "#lib/commands/check-ocsf/check-event.ts";
import { openTestSchemas } from "#lib/commands/check-ocsf/test-open-schemas.ts";
import { type Entry, type EntryType, entryTypes } from "#lib/domain/entry.ts";
import { foldBackground } from "./background.ts";
import type { OcsfVersion } from "./ocsf-event.ts";
import { toOcsf } from "./to-ocsf.ts";

const at = "2026-11-22T14:05:00.000Z";
const reading = (state: string) => ({ state, readAt: at });
const wendy = { account: "ACCOUNT", userId: "WENDY" };
const names = new Map([
  ["ana", "Ana Ruiz"],
  ["ines", "Ines Lindqvist"],
]);

const plain: Entry = {
  v: 1,
  id: "01a204b4-7f95-7e66-a8e9-bb743ad9bf52",
  at,
  late: false,
  type: "case.opened",
  chain: { key: "IR-1042", n: 1, prev: "0".repeat(64) },
  actor: {
    kind: "person",
    iss: "https://idp.example",
    sub: "sub-ana",
    personId: "ana",
    roles: ["analyst"],
    sessionRef: "5e55",
    amr: ["pwd", "mfa"],
    authTime: at,
    name: null,
    simulated: false,
  },
  workflowId: "flow",
  subject: wendy,
  request: null,
  cause: null,
  before: null,
  after: null,
  call: null,
  outcome: null,
  facts: {},
  enc: [],
};
const aboutRequest = {
  request: { key: "REQ-1042", digest: "d".repeat(64), version: 2 },
  cause: { signals: [], policy: { id: "built-in", version: 1, rule: "suspend" } },
};
const call = {
  attempt: 1,
  fence: 1,
  method: "POST",
  path: "/v1/accounts/ACCOUNT/users/WENDY:suspend",
  status: 200,
  requestId: "r-1",
  ms: 31,
};

/** What an entry of each type says beyond what every entry says. */
const samples: Record<EntryType, Partial<Entry>> = {
  "signal.received": {
    cause: { signals: ["s-1"], policy: null },
    facts: { source: "siem", severity: "low" },
  },
  "case.opened": { after: "new", facts: { severity: "high" } },
  "case.changed": { before: null, after: "ines", facts: { what: "owner" } },
  "case.closed": { before: "contained", after: "closed", facts: { verdict: "true_positive" } },
  "request.proposed": { ...aboutRequest, after: "proposed" },
  "request.submitted": { ...aboutRequest, after: "pending", facts: { action: "suspend" } },
  "request.approved": { ...aboutRequest, before: "pending", after: "approved" },
  "request.denied": { ...aboutRequest, before: "pending", after: "denied" },
  "request.withdrawn": { ...aboutRequest, before: "pending", after: "withdrawn" },
  "request.expired": { ...aboutRequest, before: "pending", after: "expired" },
  "request.stale": { ...aboutRequest, before: "pending", after: "stale" },
  "request.commented": aboutRequest,
  "request.claimed": { ...aboutRequest, before: "approved", after: "executing" },
  "request.released": { ...aboutRequest, after: "approved", outcome: { result: "not_sent", code: "busy" } },
  "decision.refused": { ...aboutRequest, outcome: { result: "refused", code: "self_approval" } },
  "call.intended": { ...aboutRequest, call: { ...call, status: null, requestId: null } },
  "call.answered": { ...aboutRequest, call, outcome: { result: "answered", code: null } },
  "state.observed": { before: reading("SUSPENDED"), after: reading("ACTIVE") },
  "outcome.unknown": { ...aboutRequest, after: "unknown", outcome: { result: "unknown", code: "cut" } },
  "outcome.needs_attention": {
    ...aboutRequest,
    after: "needs_attention",
    outcome: { result: "needs_attention", code: null },
  },
  "outcome.settled": {
    ...aboutRequest,
    before: reading("ACTIVE"),
    after: reading("SUSPENDED"),
    outcome: { result: "succeeded", code: "done" },
  },
  "session.started": { facts: { firstSignIn: "no" } },
  "session.refused": { facts: { reason: "no_role", iss: "https://idp.example", sub: "stranger" } },
  "policy.published": { before: "built-in v1", after: "countersign v2" },
  "setting.changed": { after: "created", facts: { name: "source okta", what: "source" } },
  "execution.paused": { before: "running", after: "paused" },
  "execution.resumed": { before: "paused", after: "running" },
  "persons.linked": { facts: { what: "confirmed", person: "ana", other: "ana-admin" } },
  "person.frozen": { ...aboutRequest, facts: { personId: "ines" } },
  "person.unfrozen": { ...aboutRequest, facts: { personId: "ines" } },
  "key.changed": { facts: { name: "demo" } },
  "log.verified": { outcome: { result: "succeeded", code: null }, facts: { entries: "7" } },
  "subject.key_destroyed": { facts: { what: "subject" } },
  "data.deleted": { facts: { what: "signal bodies" } },
  "record.read": { facts: { record: "case IR-1042" } },
  "evidence.exported": { facts: { what: "the evidence of IR-1042", size: "7" } },
  "epoch.opened": { facts: { epoch: "2", reason: "Restored a backup" } },
};

const installation = /^(session|policy|setting|execution|persons|key|epoch)\./;

function entryOf(type: EntryType, given: Partial<Entry> = {}): Entry {
  const rest: Partial<Entry> = installation.test(type)
    ? { chain: { ...plain.chain, key: "installation" }, subject: null, workflowId: null }
    : {};
  return { ...plain, ...rest, type, ...samples[type], ...given };
}

function tell(
  entry: Entry,
  {
    version = "1.8.0",
    texts = new Map<string, string>(),
    before = ["case.opened", "request.submitted"],
  }: { version?: OcsfVersion; texts?: Map<string, string>; before?: EntryType[] } = {},
) {
  const fold = foldBackground();
  for (const type of before) {
    fold.after(entryOf(type), new Map([["subject.email", "wendy@acme.example"]]));
  }
  const context = { version, productVersion: "0.1.0", installationId: "inst", origin: "soc.example/log/1" };
  const background = fold.after(entry, texts);
  const hash = "ab".repeat(32);
  return toOcsf({ entry, hash, texts, names, story: "A story", background, context });
}

test.each(["1.8.0", "1.9.0"] as const)("every type of entry is an event as OCSF %s has it", (version) => {
  const schemas = openTestSchemas(version);
  for (const type of entryTypes) {
    const event = tell(entryOf(type), { version });
    expect(checkEvent(event, schemas).errors, type).toEqual([]);
    expect(event, type).toMatchObject({
      time: Date.parse(at),
      metadata: {
        version,
        uid: plain.id,
        event_code: type,
        original_time: at,
        logged_time: Date.parse(at),
        product: { name: "Countersign", vendor_name: "Countersign", version: "0.1.0" },
      },
    });
  }
});

test.each<[EntryType, Partial<Entry>, number, number]>([
  ["signal.received", {}, 200401, 1],
  ["case.opened", {}, 200501, 1],
  ["case.changed", {}, 200502, 1],
  ["case.closed", {}, 200503, 5],
  ["request.submitted", {}, 300401, 1],
  ["request.approved", {}, 300403, 1],
  ["decision.refused", {}, 300403, 2],
  ["call.intended", {}, 600303, 0],
  ["call.answered", {}, 600303, 0],
  ["call.answered", { outcome: { result: "refused", code: "last_owner" } }, 600303, 2],
  ["outcome.unknown", {}, 300105, 0],
  ["outcome.settled", {}, 300105, 1],
  ["outcome.settled", { after: "refused", outcome: { result: "refused", code: "last_owner" } }, 300105, 2],
  ["outcome.settled", { after: "failed", outcome: { result: "failed", code: null } }, 300403, 1],
  ["state.observed", {}, 300102, 1],
  ["state.observed", { before: "ACTIVE", after: reading("SUSPENDED") }, 300105, 1],
  ["state.observed", { before: null }, 300402, 1],
  ["state.observed", { after: reading("UNKNOWN") }, 300402, 1],
  ["session.started", {}, 300201, 1],
  ["session.refused", {}, 300201, 2],
  ["policy.published", {}, 300403, 1],
  ["execution.paused", {}, 300412, 1],
  ["execution.resumed", {}, 300413, 1],
])("%s %j is %i with status %i", (type, given, typeUid, statusId) => {
  expect(tell(entryOf(type, given))).toMatchObject({ type_uid: typeUid, status_id: statusId });
});

test("1.9 has a class of its own for users, and the proof of integrity has a place", () => {
  const settled = entryOf("outcome.settled");
  expect(tell(settled, { version: "1.9.0" })).toMatchObject({
    type_uid: 300705,
    updated_user: { account: { is_disabled: true } },
    metadata: { profiles: ["record_integrity"] },
    attestation_list: [{ fingerprint: { value: "ab".repeat(32) } }],
  });
  const back = entryOf("state.observed");
  expect(tell(back, { version: "1.9.0" })).toMatchObject({ type_uid: 300704 });
  expect(tell(settled)).toMatchObject({
    user: { uid: "WENDY", account: { is_disabled: false } },
    user_result: { account: { is_disabled: true } },
    unmapped: { record_integrity: { fingerprint: { algorithm_id: 3, value: "ab".repeat(32) } } },
  });
});

test("an event repeats what earlier entries of its chain said: severity, owner, person", () => {
  const before: EntryType[] = ["case.opened", "case.changed", "request.submitted"];
  expect(tell(entryOf("request.approved"), { before })).toMatchObject({
    severity_id: 4,
    entity: { data: { action: "suspend" }, user: { email_addr: "wendy@acme.example" } },
  });
  expect(tell(entryOf("case.closed"), { before })).toMatchObject({
    assignee: { uid: "ines", name: "Ines Lindqvist" },
    verdict: "True Positive",
  });
  // A signal's own severity is that of its sender.
  expect(tell(entryOf("signal.received"), { before })).toMatchObject({ severity_id: 2 });
});

test("what isn't known, or was erased, is left out and not invented", () => {
  const approved = entryOf("request.approved");
  const reason = new Map([["reason", "Checked with her manager"]]);
  expect(tell(approved, { texts: reason })).toMatchObject({ comment: "Checked with her manager" });
  const erased = tell(approved, { before: [] });
  expect(erased).not.toHaveProperty("comment");
  expect(erased).toMatchObject({ entity: { user: { uid: "WENDY" } } });
  expect(erased["entity"]).not.toHaveProperty("user.name");
  expect(JSON.stringify(erased)).not.toContain("null");
  const odd = new Map([["subject.email", "not an address"]]);
  const submitted = tell(entryOf("request.submitted"), { texts: odd, before: [] });
  expect(submitted["entity"]).not.toHaveProperty("user.email_addr");
});
