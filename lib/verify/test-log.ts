import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import {
  canonicalText,
  type Draft,
  encrypt,
  type Fields,
  type Json,
  person,
  rowsOf,
  sha256,
  steps,
  system,
} from "./test-story.ts";

/*
 * A log with its tree, notes and database, written from the specification alone: with nothing of the product and nothing
 * of the verifier, so that a mistake of either can't hide in the other.
 */

export const logName = "test.example/countersign/log";

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
    for (let step = 0; step < 10; step += 1) for (const one of numbers) append(log, stepOf(one, step));
  }
  return log;
}

function stepOf(number: number, step: number): Draft {
  const draft = steps(number)[step];
  if (!draft) throw new Error("There are ten steps.");
  return draft;
}
