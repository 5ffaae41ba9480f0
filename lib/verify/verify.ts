/*
 * Checks Countersign's audit log offline: `node verify.mjs PATH…`. It needs Node 20 and nothing else, imports nothing
 * of the product, and trusts nothing that it reads. A PATH is a database, an exported log, a checkpoint, a policy, an
 * anchor file, a signer's state, or a folder of these, told apart by content.
 * Exit 0: valid. 1: tampered, the first bad entry first. 2: could not check, which is never a yes.
 */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DatabaseSync } from "node:sqlite";

// The first ones are about single entries and are told first, in the order of the tree; among equals this order counts.
const entryKinds = "bytes_form leaf_hash chain_gap chain_prev chain_time truncated tree_leaf".split(" ");
const logKinds = "tree_node root fork inconsistent signature origin unsealed projection".split(" ");
const kinds = [...entryKinds, ...logKinds];
const keptPerKind = 1_000;
const maxEntryBytes = 65_536;
const maxLineBytes = 131_072;
const maxHoles = 100_000;
const sealedWithinMs = 60_000;
const noHash = "0".repeat(64);
const hex64 = /^[0-9a-f]{64}$/;

type Fields = Record<string, unknown>;
/** Where something is wrong: the chain (mostly a case's key), the number in it, the place in the epoch's tree. */
type Place = { epoch: number; index: number | null; chain: string | null; n: number | null };
type Key = { name: string; id: string; key: crypto.KeyObject; vkey: string; fingerprint: string };
/** A tree head that somebody claims. `own`: it came with the log itself. `signed`: by a key of the policy. */
type Head = {
  epoch: number;
  size: number;
  root: string;
  from: string;
  own: boolean;
  signed: boolean;
  at: string;
};
type Opened = { at: string; size: number; found: number; root: unknown; reason: unknown };
/** The end of a chain so far. Of `rival` and `suspect` the next entry tells which of two was the wrong one. */
type End = {
  n: number;
  hash: string;
  also: string;
  prev: string;
  at: string;
  place: Place;
  rival: Rival | null;
} & {
  suspect: { place: Place; here: Place } | null;
};
type Rival = { hash: string; place: Place };
type Link = { key: string; n: number; prev: string };
type Entry = {
  v: number;
  id: string;
  at: string;
  type: string;
  chain: Link;
  actor: Fields;
  facts?: Fields;
} & Record<"subject" | "request" | "call" | "outcome", Fields | null> & { after: unknown };
/** One leaf as it was found: `leaf` is its hash in the tree, `hash` the one stored with the bytes. */
type Row = {
  epoch: number | null;
  index: number | null;
  leaf: string | null;
  hash: unknown;
  bytes: unknown;
} & {
  stored: Fields;
  fault: [kind: string, text: string] | null;
};

class Unreadable extends Error {}
class NotOurs extends Unreadable {}

const newRun = () => ({
  findings: [] as (Place & { kind: string; text: string })[],
  seen: new Map<string, number>(),
  problems: [] as string[],
  losses: [] as string[],
  lines: [] as string[],
  keys: [] as Key[],
  heads: [] as Head[],
  files: new Map<string, { kind: string; own: boolean }>(),
});
type Run = ReturnType<typeof newRun>;

const newTree = (signed: number) => ({
  hashes: Buffer.alloc(2_048),
  /** Of each leaf the number of its chain's name, and its own number in the chain. */
  who: Buffer.alloc(512),
  size: 0,
  holes: new Set<number>(),
  signed,
  opened: null as Opened | null,
});
type Tree = ReturnType<typeof newTree>;

/** What is known of the log that is read right now, beside what the whole run knows. */
const newLog = (run: Run, name: string, heads: Head[] = []) => ({
  ...run,
  name,
  heads: [...run.heads, ...heads],
  entries: 0,
  epoch: heads[0]?.epoch ?? 1,
  /** An export may begin with a later epoch, and its chains in the middle. */
  partial: false,
  trees: new Map<number, Tree>(),
  chains: new Map<string, End>(),
  names: new Map<string | null, number>(),
  /** Leaf hashes of entries that are gone, with their index. */
  gone: new Map<string, number>(),
  stories: new Map<string, { place: Place; facts: Map<string, string> }>(),
  erased: new Set<unknown>(),
  sealedAt: "",
  waiting: [] as { at: string; place: Place }[],
  waitingCount: 0,
});
type Log = ReturnType<typeof newLog>;

const typeOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
const object = (value: unknown): Fields => (typeOf(value) === "object" ? (value as Fields) : {});
const show = (text: unknown): string =>
  String(text ?? "nothing")
    .replace(/[^\x20-\x7e\u00a1-\u024f\u2010-\u2027]/gu, "?")
    .slice(0, 200);
const sha256 = (bytes: Uint8Array): Buffer => crypto.createHash("sha256").update(bytes).digest();
const words = (error: unknown): string => show(error instanceof Error ? error.message : error);
const nowhere = (epoch: number, index: number | null = null): Place => ({
  epoch,
  index,
  chain: null,
  n: null,
});

function bad(run: Run, kind: string, place: Place, text: string): void {
  const seen = (run.seen.get(kind) ?? 0) + 1;
  run.seen.set(kind, seen);
  if (seen <= keptPerKind) run.findings.push({ ...place, kind, text });
}

// ---- bytes and their canonical form ----

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const leafInput = Buffer.alloc(1 + maxEntryBytes);
const nodeInput = Buffer.alloc(65, 1);

function leafHash(bytes: Uint8Array): string {
  leafInput.set(bytes, 1);
  return sha256(leafInput.subarray(0, 1 + bytes.length)).toString("hex");
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}

function fromBase64(text: unknown): Buffer | null {
  const bytes = Buffer.from(typeof text === "string" ? text : "", "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

function quote(text: string): string {
  if (/^[^"\\\x00-\x1f\ud800-\udfff]*$/.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Unreadable("a string with a lone surrogate");
  return JSON.stringify(text);
}

/** The only canonical text of a parsed value: JCS cut down to ASCII keys, safe integers and 8 levels. */
function canonical(value: unknown, depth: number): string {
  if (depth > 8) throw new Unreadable("nested too deeply");
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Unreadable("not a safe integer");
  if (typeof value !== "object" || value === null)
    return Object.is(value, -0) ? "-0 is refused" : String(value);
  const fields = value as Fields;
  const parts = Object.keys(fields)
    .sort()
    .map((key) => {
      if (!/^[\x20-\x7e]+$/.test(key)) throw new Unreadable("a key that isn't ASCII");
      return `${quote(key)}:${canonical(fields[key], depth + 1)}`;
    });
  return `{${parts.join(",")}}`;
}

const maybe = "object null";
const entryShape = {
  v: "number",
  id: "string",
  at: "string",
  late: "boolean",
  type: "string",
  chain: "object",
};
const entryRest = {
  actor: "object",
  subject: maybe,
  request: maybe,
  cause: maybe,
  call: maybe,
  outcome: maybe,
};
const readings = { before: "string object null", after: "string object null", enc: "array" };
const linkShape = { key: "string", n: "number", prev: "string" };
const itemShape = {
  index: "number",
  leaf: "string",
  hash: "string",
  caseKey: "string null",
  caseSeq: "number",
};

const hasShape = (value: unknown, shape: Record<string, string>): boolean =>
  Object.entries(shape).every(([name, types]) => types.split(" ").includes(typeOf(object(value)[name])));

/** The entry that the bytes are. Throws `Unreadable` where they aren't one in canonical form. */
function parseEntry(bytes: Uint8Array): Entry {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Unreadable("not JSON in UTF-8");
  }
  if (canonical(value, 0) !== text) throw new Unreadable("not in canonical form");
  const entry = value as Entry;
  if (!hasShape(entry, { ...entryShape, ...entryRest, ...readings }) || !hasShape(entry.chain, linkShape))
    throw new Unreadable("not an entry: a field is missing or of another kind");
  const time =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(entry.at) && !Number.isNaN(Date.parse(entry.at));
  if (!time || entry.chain.n < 1 || !hex64.test(entry.chain.prev))
    throw new Unreadable("a value out of range");
  return entry;
}

/** A JSON object that says nothing twice; null for anything else. */
function parseObject(text: unknown): Fields | null {
  try {
    const value: unknown = JSON.parse(String(text));
    const bare = String(text).replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
    return typeOf(value) === "object" && JSON.stringify(value) === bare ? (value as Fields) : null;
  } catch {
    return null;
  }
}

// ---- keys and signed notes ----

const ed25519Prefix = Buffer.from("302a300506032b6570032100", "hex");
const epochOf = (origin: unknown): number => Number(/\/([1-9]\d{0,8})$/.exec(String(origin))?.[1] ?? 1);

function parseKey(vkey: string): Key {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const typed = fromBase64(encoded);
  if (typed?.length !== 33 || typed[0] !== 1) throw new Unreadable("a key isn't an Ed25519 vkey");
  const hash = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).toString("hex");
  if (name === undefined || hash.slice(0, 8) !== id) throw new Unreadable("a key doesn't have its key id");
  const der = Buffer.concat([ed25519Prefix, typed.subarray(1)]);
  const key = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
  return { name, id, key, vkey, fingerprint: sha256(typed.subarray(1)).toString("hex") };
}

/** A C2SP policy. Witnesses may be named, but a quorum of them isn't checked here. */
function parsePolicy(text: string): Key[] {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const logs = lines.filter((line) => /^log \S+( \S+)?$/.test(line));
  const known = lines.filter((line) => /^(log|witness|group) \S+( \S+)*$|^quorum none$/.test(line));
  if (known.length < lines.length) throw new Unreadable("it has a line that is not understood");
  if (logs.length === 0 || lines.filter((line) => line === "quorum none").length !== 1)
    throw new Unreadable("a policy needs a line `log …` and the line `quorum none`");
  return logs.map((line) => parseKey(line.split(" ")[1] ?? ""));
}

/** Adds the tree head that a note tells where a key of the policy signed it; else there is a finding. */
function addNote(
  run: Run,
  note: string,
  { from, own, at = "" }: { from: string; own: boolean; at?: string },
) {
  const blank = note.lastIndexOf("\n\n");
  const body = note.slice(0, blank + 1);
  const [origin = "", size = "", root = "", ...end] = body.split("\n");
  const hash = fromBase64(root);
  const lines = note.slice(blank + 2).split("\n");
  const signatures = lines.slice(0, -1).map((line) => {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    return { name, bytes: fromBase64(encoded) };
  });
  const keys = run.keys.filter(({ name }) => name === origin);
  const known = signatures.flatMap(({ name, bytes }) =>
    keys
      .filter((key) => key.name === name && key.id === bytes?.toString("hex", 0, 4))
      .map(({ key }) => ({ key, bytes })),
  );
  const wrong = (kind: string, text: string) => bad(run, kind, nowhere(0), `${from}: ${text}`);
  if (end.join() !== "" || end.length !== 1 || !/^(0|[1-9]\d{0,14})$/.test(size) || hash?.length !== 32)
    return wrong("signature", "not a checkpoint");
  if (lines.at(-1) !== "" || lines.length > 100 || signatures.some(({ bytes }) => bytes === null))
    return wrong("signature", "not a signed note");
  if (keys.length === 0) return wrong("origin", `origin ${show(origin)} is not in the policy`);
  if (known.length === 0) return wrong("signature", "no key of the policy signed it");
  const signs = ({ key, bytes }: { key: crypto.KeyObject; bytes: Buffer | null }) =>
    bytes?.length === 68 && crypto.verify(null, Buffer.from(body), key, bytes.subarray(4));
  if (!known.every(signs)) return wrong("signature", "the signature is wrong");
  const head = {
    epoch: epochOf(origin),
    size: Number(size),
    root: hash.toString("hex"),
    from,
    own,
    signed: true,
    at,
  };
  run.heads.push(head);
  return head;
}
