import { createCipheriv, createHash, createPrivateKey, hkdfSync, type KeyObject, sign } from "node:crypto";

/*
 * A log with its tree, notes and database, written from the specification alone: with nothing of the product and nothing
 * of the verifier, so that a mistake of either can't hide in the other.
 */

export const logName = "test.example/countersign/log";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = Record<string, Json>;

export interface Leaf {
  id: string;
  at: string;
  type: string;
  chain: string;
  n: number;
  requestKey: string | null;
  bytes: Buffer;
  hash: string;
  texts: Record<string, string>;
}

export interface TestLog {
  /** All entries in the order in which they were sealed; `places` says where: epoch and index. */
  leaves: Leaf[];
  places: { epoch: number; index: number }[];
  requests: Fields[];
  votes: Fields[];
  attempts: Fields[];
  key: KeyObject;
  /** Ends the ids of entries, so that two logs of the same stories differ. */
  mark: string;
}

const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`).join(",")}}`;
}

export const leafHashOf = (bytes: Uint8Array) => sha256(Uint8Array.of(0), bytes).toString("hex");

/** The root as RFC 6962 defines it: by splitting at the largest power of two. */
export function rootOf(hashes: string[]): string {
  const [only] = hashes;
  if (only === undefined) return sha256().toString("hex");
  if (hashes.length === 1) return only;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  const halves = [hashes.slice(0, split), hashes.slice(split)].map((half) =>
    Buffer.from(rootOf(half), "hex"),
  );
  return sha256(Uint8Array.of(1), ...halves).toString("hex");
}

const ed25519Seed = Buffer.from("302e020100300506032b657004220420", "hex");
let keysMade = 0;

/** A key that no other call gives, and that each run of a file gives again: a failure is a change of ours, not chance. */
export const newKey = (): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([
      ed25519Seed,
      createHash("sha256")
        .update(`key ${(keysMade += 1)}`)
        .digest(),
    ]),
    format: "der",
    type: "pkcs8",
  });

export function vkeyOf(key: KeyObject, epoch = 1): string {
  const { name, id, typed } = keyParts(key, epoch);
  return `${name}+${id.toString("hex")}+${typed.toString("base64")}`;
}

function keyParts(key: KeyObject, epoch: number) {
  const name = `${logName}/${epoch}`;
  const { x } = key.export({ format: "jwk" });
  const typed = Buffer.concat([Uint8Array.of(1), Buffer.from(String(x), "base64url")]);
  return { name, typed, id: sha256(Buffer.from(`${name}\n`), typed).subarray(0, 4) };
}

export const policyOf = (key: KeyObject, epochs = [1]): string =>
  [...epochs.map((epoch) => `log ${vkeyOf(key, epoch)}`), "quorum none", ""].join("\n");

/** A signed checkpoint of these leaf hashes, or of the root that is given. */
export function noteOf(key: KeyObject, head: { epoch?: number; size: number; root: string }): string {
  const { name, id } = keyParts(key, head.epoch ?? 1);
  const text = `${name}\n${head.size}\n${Buffer.from(head.root, "hex").toString("base64")}\n`;
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${name} ${signature.toString("base64")}\n`;
}

export const hashesOf = (log: TestLog, epoch = 1): string[] =>
  log.leaves.filter((_, i) => log.places[i]?.epoch === epoch).map(({ hash }) => hash);

export function headAt(log: TestLog, size: number, epoch = 1) {
  return { epoch, size, root: rootOf(hashesOf(log, epoch).slice(0, size)) };
}

const person = (personId: string): Fields => ({ kind: "person", personId });
const system: Fields = { kind: "system", personId: null };

interface Draft {
  type: string;
  chain: string;
  actor?: Fields;
  request?: Fields | null;
  more?: Fields;
  /** Texts by field, to be encrypted under the key of the chain's subject. */
  texts?: Record<string, string>;
}

export const installationId = "installation-1";
/** The body of a case's signal, as it was received. */
export const rawOf = (chain: string) => Buffer.from(`{"alert": "${chain} ü"}\n`);
export const signalOf = (chain: string) => `signal-${chain}`;
export const reason = "Token used twice";

/** The key under which the texts of one entry are encrypted, from that of the chain's subject. */
export const entryKeyOf = (chain: string, entryId: string): Buffer =>
  Buffer.from(
    hkdfSync("sha256", sha256(Buffer.from(`subject of ${chain}`)), entryId, "countersign/entry/1", 32),
  );

function encrypt(chain: string, entryId: string, [field, text]: [string, string]): Fields {
  const [key, nonce] = [entryKeyOf(chain, entryId), sha256(Buffer.from(entryId + field)).subarray(0, 12)];
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from([installationId, entryId, field].join("\n")));
  const ct = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return {
    field,
    kid: `key of ${chain}`,
    nonce: nonce.toString("base64"),
    ct: ct.toString("base64"),
    kc: sha256(Buffer.from("kc"), key).toString("hex"),
  };
}

export function entryOf(draft: Draft, link: { n: number; prev: string; at: number; id: string }): Leaf {
  const { chain, type, request = null } = draft;
  const at = new Date(link.at).toISOString();
  const entry: Json = {
    v: 1,
    id: link.id,
    at,
    late: false,
    type,
    chain: { key: chain, n: link.n, prev: link.prev },
    actor: draft.actor ?? system,
    workflowId: null,
    subject: null,
    request,
    cause: null,
    before: null,
    after: null,
    call: null,
    outcome: null,
    facts: {},
    enc: Object.entries(draft.texts ?? {}).map((text) => encrypt(chain, link.id, text)),
    ...draft.more,
  };
  const bytes = Buffer.from(canonicalText(entry));
  const requestKey = request === null ? null : JSON.stringify(request["key"]).slice(1, -1);
  const texts = draft.texts ?? {};
  return { id: link.id, at, type, chain, n: link.n, requestKey, bytes, hash: leafHashOf(bytes), texts };
}

/** Adds an entry at the end of its chain and of the epoch's tree. */
export function append(log: TestLog, draft: Draft, epoch = 1): Leaf {
  const before = log.leaves.filter(({ chain }) => chain === draft.chain).at(-1);
  const index = log.places.filter((place) => place.epoch === epoch).length;
  const leaf = entryOf(draft, {
    n: (before?.n ?? 0) + 1,
    prev: before?.hash ?? "0".repeat(64),
    at: Date.UTC(2026, 10, 20) + log.leaves.length * 1_000,
    id: `entry-${String(log.leaves.length).padStart(6, "0")}${log.mark}`,
  });
  log.leaves.push(leaf);
  log.places.push({ epoch, index });
  return leaf;
}

const reading = (state: string): Json => ({ state, readAt: "2026-11-20T00:00:00.000Z" });

function steps(number: number): Draft[] {
  const chain = `IR-${number}`;
  const key = `REQ-${number}`;
  const request = { key, digest: sha256(payloadOf(number)).toString("hex"), version: 1 };
  const call = { attempt: 1, fence: 1, method: "POST", path: "/v1", requestId: null, status: null, ms: 0 };
  const answered = { ...call, status: 200, requestId: `req_${number}`, ms: 12 };
  const of = (type: string, more: Fields, actor: Fields = system): Draft => ({
    chain,
    type,
    request,
    actor,
    more,
  });
  const received = {
    cause: { signals: [signalOf(chain)], policy: null },
    facts: { source: "siem", rawSha256: sha256(rawOf(chain)).toString("hex") },
  };
  return [
    { chain, type: "signal.received", more: received, texts: { title: "Token used twice" } },
    { chain, type: "case.opened", more: { after: "new" } },
    { ...of("request.submitted", { after: "pending" }, person("ana")), texts: { reason, email: "ü@x" } },
    of("request.approved", { before: "pending", after: "pending" }, person("ines")),
    of("request.approved", { before: "pending", after: "approved" }, person(`ivo-${number}`)),
    of("request.claimed", { after: "executing" }),
    of("call.intended", { call }),
    of("call.answered", { call: answered, outcome: { result: "answered", code: null } }),
    of("outcome.settled", { after: reading("SUSPENDED"), outcome: { result: "succeeded", code: "done" } }),
    { chain, type: "case.changed", more: { before: "containing", after: "contained" } },
  ];
}

const userOf = (number: number) => ({
  id: `USER${number}`,
  email: `wendy${number}@example.com`,
  name: "Wendy ü",
  state: "ACTIVE",
});

export function payloadOf(number: number): Buffer {
  const user = { ...userOf(number), readAt: "2026-11-20T00:00:00.000Z" };
  const policy = { id: "built-in", version: 1, rule: "open-case", approvers: 2 };
  const about = {
    account: "ACCOUNT",
    caseKey: `IR-${number}`,
    requestKey: `REQ-${number}`,
    workflowId: `wf-${number}`,
  };
  return Buffer.from(canonicalText({ v: 1, action: "suspend", reason, user, policy, ...about }));
}

function rowsOf(number: number): Pick<TestLog, "requests" | "votes" | "attempts"> {
  const digest = sha256(payloadOf(number)).toString("hex");
  const user = userOf(number);
  const [id, key] = [`id-${number}`, `REQ-${number}`];
  const outcome = JSON.stringify({ code: "done", how: "answered", after: { state: "SUSPENDED" } });
  const snapshot = { snapshot_email: user.email, snapshot_name: user.name, snapshot_state: user.state };
  const policy = {
    policy_id: "built-in",
    policy_version: 1,
    policy_rule: "open-case",
    needed: 2,
    approvals: 2,
  };
  const about = {
    case_key: `IR-${number}`,
    workflow_id: `wf-${number}`,
    account_id: "ACCOUNT",
    subject_id: user.id,
  };
  const state = {
    status: "succeeded",
    requester_person_id: "ana",
    reason,
    digest,
    outcome,
  };
  return {
    requests: [
      {
        id,
        key,
        action: "suspend",
        payload: payloadOf(number).toString("hex"),
        ...about,
        ...state,
        ...policy,
        ...snapshot,
      },
    ],
    votes: ["ines", `ivo-${number}`].map((person_id) => ({
      request_id: id,
      person_id,
      decision: "approve",
      digest,
    })),
    attempts: [
      {
        request_id: id,
        n: 1,
        answer_kind: "answered",
        http_status: 200,
        provider_request_id: `req_${number}`,
      },
    ],
  };
}

/** A log of `size` entries: one story of ten entries per case, four cases at a time, and a sign-in now and then. */
export function makeLog(size: number, { mark = "" } = {}): TestLog {
  const log: TestLog = { leaves: [], places: [], requests: [], votes: [], attempts: [], key: newKey(), mark };
  let number = 1_000;
  while (log.leaves.length < size) {
    const numbers = [number, number + 1, number + 2, number + 3];
    number += 4;
    append(log, { type: "session.started", chain: "installation", actor: person("ana") });
    for (const one of numbers) {
      const rows = rowsOf(one);
      log.requests.push(...rows.requests);
      log.votes.push(...rows.votes);
      log.attempts.push(...rows.attempts);
    }
    for (let step = 0; step < 10; step += 1)
      for (const one of numbers) append(log, steps(one)[step] ?? never());
  }
  return log;
}

function never(): never {
  throw new Error("There are ten steps.");
}
