import { createCipheriv, createHash, hkdfSync } from "node:crypto";

/*
 * What happens in the cases of a test's log, as entries and as rows of the tables that repeat it; with nothing of the
 * product and nothing of the verifier.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = Record<string, Json>;

export const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`).join(",")}}`;
}

export const person = (personId: string): Fields => ({ kind: "person", personId });
export const system: Fields = { kind: "system", personId: null };

export interface Draft {
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

export function encrypt(chain: string, entryId: string, [field, text]: [string, string]): Fields {
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

const reading = (state: string): Json => ({ state, readAt: "2026-11-20T00:00:00.000Z" });

export function steps(number: number): Draft[] {
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

export function rowsOf(number: number): { requests: Fields[]; votes: Fields[]; attempts: Fields[] } {
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
