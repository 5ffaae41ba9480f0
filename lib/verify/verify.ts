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
type Head = Record<"epoch" | "size", number> &
  Record<"root" | "from" | "at", string> &
  Record<"own" | "signed", boolean>;
/** The end of a chain so far. Of `rival` and `suspect` the next entry tells which of two was the wrong one. */
type End = Place &
  Record<"hash" | "also" | "prev" | "at", string> & { rival: End | null; suspect: Place | null };
type Link = { key: string; n: number; prev: string };
type Entry = Record<"id" | "at" | "type", string> &
  Record<"request" | "subject" | "call" | "outcome", Fields | null> & {
    v: number;
    chain: Link;
    actor: Fields;
    facts?: Fields;
    after: unknown;
  };
/** One leaf as it was found: `leaf` is its hash in the tree, `stored` what stands beside its bytes. */
type Row = {
  place: Place;
  bytes: unknown;
  hash: unknown;
  leaf: string | null;
  stored: Fields;
  fault: string;
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
  opened: null as Fields | null,
});
type Tree = ReturnType<typeof newTree>;

/** What is known of the log that is read right now, beside what the whole run knows. */
const newLog = (run: Run, name: string, own: Head | null = null) => ({
  ...run,
  name,
  heads: own ? [...run.heads, own] : [...run.heads],
  entries: 0,
  epoch: own?.epoch ?? 1,
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
  opening: null as { place: Place; found: Found } | null,
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
const at = (epoch: number, index: number | null = null): Place => ({ epoch, index, chain: null, n: null });

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
  { from, own, when = "" }: { from: string; own: boolean; when?: string },
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
  const wrong = (kind: string, text: string) => bad(run, kind, at(0), `${from}: ${text}`);
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
    at: when,
  };
  run.heads.push(head);
  return head;
}

// ---- entries, their chains, and what they tell of requests ----

function treeOf(log: Log, epoch: number): Tree {
  const known = log.trees.get(epoch);
  if (known) return known;
  if (log.trees.size >= 1_000) throw new Unreadable("more epochs than anybody opens");
  const sizes = log.heads.filter((head) => head.epoch === epoch && head.signed).map(({ size }) => size);
  const tree = newTree(sizes.reduce((most, size) => Math.max(most, size), 0));
  log.trees.set(epoch, tree);
  return tree;
}

function placeLeaf(log: Log, tree: Tree, { place, leaf }: { place: Place; leaf: string }): void {
  const index = place.index ?? 0;
  const late = tree.holes.delete(index);
  if (late) bad(log, "tree_leaf", place, "stands after its successors");
  else if (index < tree.size) return bad(log, "tree_leaf", place, "its index is taken already");
  if (index - tree.size > maxHoles)
    return bad(log, "tree_leaf", place, "stands far behind the entries before it");
  for (let hole = tree.size; hole < index; hole += 1) {
    tree.holes.add(hole);
    bad(log, "tree_leaf", at(place.epoch, hole), "no entry has this index");
  }
  tree.size = Math.max(tree.size, index + 1);
  if (tree.size * 32 > tree.hashes.length) {
    tree.hashes = Buffer.concat([tree.hashes, Buffer.alloc(tree.size * 32)]);
    tree.who = Buffer.concat([tree.who, Buffer.alloc(tree.size * 8)]);
  }
  tree.hashes.write(leaf, index * 32, "hex");
  if (!log.names.has(place.chain)) log.names.set(place.chain, log.names.size);
  tree.who.writeUInt32LE(log.names.get(place.chain) ?? 0, index * 8);
  tree.who.writeUInt32LE(Number(place.n) >>> 0, index * 8 + 4);
}

/** Takes in one entry: those of the tree come in its order, the others after them in the order of their chains. */
function checkRow(log: Log, { place, bytes, hash: kept, leaf, stored, fault }: Row): void {
  log.entries += 1;
  const faults: [kind: string, text: string][] = [];
  const hash = bytes instanceof Uint8Array && bytes.length <= maxEntryBytes ? leafHash(bytes) : null;
  let entry: Entry | null = null;
  if (fault !== "") faults.push([stored["id"] === null ? "tree_leaf" : "bytes_form", fault]);
  else if (hash === null) faults.push(["bytes_form", "no bytes, or too many"]);
  else if (hash !== kept)
    faults.push(["leaf_hash", "the bytes don't have the hash that is stored with them"]);
  else if (leaf !== null && leaf !== hash) faults.push(["tree_leaf", "the tree has another hash for it"]);
  try {
    if (hash !== null) entry = parseEntry(bytes as Uint8Array);
  } catch (error) {
    faults.push(["bytes_form", words(error)]);
  }
  if (place.epoch === 0 && place.index === 0) {
    log.epoch = entry?.type === "epoch.opened" ? epochOf(entry.facts?.["previousOrigin"]) + 1 : 1;
    log.partial = log.epoch > 1 && log.trees.size === 0;
  }
  if (place.epoch === 0 && place.index !== null) place.epoch = log.epoch;
  // Where the bytes were changed, what stands beside them says better which entry this was.
  if (entry && (place.chain === null || faults.length === 0)) {
    const { id, type, request, chain } = entry;
    const said: Fields = {
      id,
      type,
      at: Date.parse(entry.at),
      chain: chain.key,
      n: chain.n,
      requestKey: request?.["key"] ?? null,
    };
    const other = Object.keys(stored).filter((name) => stored[name] !== said[name]);
    if (other.length > 0 && faults.length === 0)
      faults.push(["projection", `beside it stands another ${other.join(", ")}`]);
    [place.chain, place.n] = [chain.key, chain.n];
    if (entry.v !== 1)
      log.problems.push(`${show(chain.key)} ${chain.n} is of the unknown version ${entry.v}`);
  }
  for (const [kind, text] of faults) bad(log, kind, place, text);
  const tree = place.index === null ? null : treeOf(log, place.epoch);
  if (tree) placeLeaf(log, tree, { place, leaf: leaf ?? hash ?? noHash });
  if (hash === null) return void (leaf !== null && log.gone.set(leaf, place.index ?? 0));
  if (place.chain !== null) checkChain(log, place, { hash, also: String(kept), entry, tree });
  if (!entry) return;
  if (entry.type === "epoch.opened" && place.index === 0 && tree)
    tree.opened = { ...entry.facts, at: entry.at };
  fold(log, entry, place);
  const sealed = tree !== null && Number(place.index) < tree.signed;
  if (sealed && entry.at > log.sealedAt) log.sealedAt = entry.at;
  if (!sealed) log.waitingCount += 1;
  if (!sealed && log.waiting.length < keptPerKind) log.waiting.push({ at: entry.at, place });
}

type Found = { hash: string; also: string; entry: Entry | null; tree: Tree | null };

function checkChain(log: Log, place: Place, found: Found): void {
  const { hash, also, entry, tree } = found;
  const [chain, n] = [String(place.chain), Number(place.n)];
  const first: End = {
    ...place,
    n: log.partial ? n - 1 : 0,
    hash: noHash,
    also: noHash,
    prev: "",
    at: "",
    rival: null,
    suspect: null,
  };
  const known = log.chains.get(chain);
  const end = known ?? first;
  const [prev, before] = [entry?.chain.prev ?? end.hash, Number(end.n)];
  const next: End = { ...place, hash, also, prev, at: entry?.at ?? end.at, rival: null, suspect: null };
  if (n <= before) {
    // The search is long, so it ends where nobody would read on.
    const twin =
      tree && (log.seen.get("chain_gap") ?? 0) < keptPerKind ? tree.hashes.indexOf(hash, 0, "hex") : -1;
    if (hash === end.hash || (twin >= 0 && twin !== Number(place.index) * 32))
      bad(log, "tree_leaf", place, "the same entry stands twice in the tree");
    else if (n === before && prev === end.prev) end.rival = next;
    else bad(log, "chain_gap", place, `number ${n} comes after ${before}`);
    return;
  }
  if (n > before + 1 && entry?.type === "epoch.opened" && place.index === 0 && !log.opening) {
    // The first leaf of a tree is its opening, even before entries of its chain that waited then.
    log.opening = { place, found };
    return;
  }
  if (n > before + 1) {
    const [hole = place.index] = tree?.holes.size === 1 ? tree.holes : [];
    bad(
      log,
      "chain_gap",
      { ...place, n: n - 1, index: log.gone.get(prev) ?? hole },
      `is missing: after ${before} comes ${n}`,
    );
  } else if (end.rival?.hash === prev) {
    bad(
      log,
      "chain_gap",
      end,
      `two entries have the number ${before}, and the chain goes on from the other one`,
    );
    end.rival = null;
  } else if (![end.hash, end.also].includes(prev) && !(log.partial && !known)) {
    if (!known || end.suspect)
      bad(log, "chain_prev", known ? end : place, "doesn't follow the entry before it");
    else next.suspect = end;
    end.suspect = null;
  }
  settle(log, end);
  if (next.at < end.at) bad(log, "chain_time", place, "is earlier than the entry before it");
  log.chains.set(chain, next);
  const { opening } = log;
  if (opening?.place.chain !== chain || Number(opening.place.n) > n + 1) return;
  log.opening = null;
  checkChain(log, opening.place, opening.found);
}

function settle(log: Log, { rival, suspect, n }: End): void {
  if (rival) bad(log, "chain_gap", rival, `is a second entry with the number ${n}`);
  if (suspect) bad(log, "chain_prev", suspect, "isn't the entry that the next one follows");
}

/** What the log says of a request, as facts by name, to be held against the tables that repeat it. */
function fold(
  log: Log,
  { type, actor, subject, request, after, call, outcome, facts }: Entry,
  place: Place,
): void {
  if (type === "subject.key_destroyed")
    for (const id of [subject?.["userId"], ...Object.values(facts ?? {})]) log.erased.add(id);
  if (!request) return;
  const key = String(request["key"]);
  const story = log.stories.get(key) ?? { place, facts: new Map<string, string>() };
  log.stories.set(key, story);
  const tell = (name: string, value: unknown) => story.facts.set(name, String(value));
  const before = story.facts.get("status");
  const [result, attempt] = [
    outcome?.["result"],
    `attempt ${String(call?.["attempt"] ?? story.facts.get("sent") ?? 0)}`,
  ];
  const approvals = Number(story.facts.get("approvals") ?? 0);
  if (/^request\.(approved|denied|withdrawn|expired|stale|claimed)$/.test(type)) tell("status", after);
  if (type === "request.proposed") tell("status", "proposed").set("approvals", "0").set("requester", "null");
  if (type === "request.submitted")
    tell("status", "pending").set("approvals", "0").set("requester", String(actor["personId"]));
  if (type === "request.proposed" || type === "request.submitted")
    tell("digest", request["digest"]).set("case", String(place.chain));
  if (type === "request.approved")
    tell("approvals", approvals + 1).set(`vote ${String(actor["personId"])}`, "approve");
  if (type === "request.denied") tell(`vote ${String(actor["personId"])}`, "deny");
  if (type === "request.released" && /^(executing|unknown)$/.test(String(before))) tell("status", "approved");
  if (type === "outcome.unknown" || type === "outcome.needs_attention") tell("status", type.slice(8));
  if (type === "outcome.settled") tell("status", result);
  if (type === "outcome.settled" && /^(succeeded|refused)$/.test(String(result)))
    tell("outcome", `${String(outcome?.["code"])} ${String(object(after)["state"] ?? "")}`);
  if (type === "call.intended") tell(attempt, "").set("sent", String(call?.["attempt"]));
  if (type === "call.answered")
    tell(attempt, [result, call?.["status"] ?? "", call?.["requestId"] ?? ""].join(" "));
  if (story.facts.get("status") !== before) story.place = place;
}

// ---- trees and the heads that were signed ----

/** The nodes of a tree, level by level from the leaves, complete subtrees only. */
function levelsOf({ hashes, size }: Tree): Buffer[] {
  const levels = [hashes.subarray(0, size * 32)];
  for (let below = levels[0]; below && below.length >= 64; below = levels.at(-1)) {
    const level = Buffer.alloc(Math.floor(below.length / 64) * 32);
    for (let to = 0; to < level.length; to += 32)
      nodeHash(below.subarray(to * 2, to * 2 + 32), below.subarray(to * 2 + 32, to * 2 + 64)).copy(level, to);
    levels.push(level);
  }
  return levels;
}

function rootAt(levels: Buffer[], size: number): string {
  let root: Buffer | null = null;
  for (const [level, nodes] of levels.entries()) {
    const count = Math.floor(size / 2 ** level);
    const peak = nodes.subarray((count - 1) * 32, count * 32);
    if (count % 2 === 1) root = root ? nodeHash(peak, root) : peak;
  }
  return (root ?? sha256(Buffer.alloc(0))).toString("hex");
}

/** Holds every head that anybody has of an epoch against the tree that is there. Gives the tree's levels. */
function checkHeads(log: Log, epoch: number): Buffer[] {
  const tree = treeOf(log, epoch);
  const levels = levelsOf(tree);
  // The next epoch that there is tells, under the key, what of this one was lost.
  const later = [...log.trees.keys()]
    .filter((one) => one > epoch && log.trees.get(one)?.opened)
    .sort((a, b) => a - b)[0];
  const next = log.trees.get(later ?? 0);
  const told = next && next.signed > 0 ? next.opened : null;
  const whole = told !== null && epochOf(told["previousOrigin"]) > epoch;
  const [found, size] = [Number(told?.["foundSize"]), Number(told?.["previousSize"])];
  let good = 0;
  let cut: Head | null = null;
  const wrong = new Map<string, Head>();
  for (const head of log.heads.filter((one) => one.epoch === epoch).sort((a, b) => a.size - b.size)) {
    const lost =
      told && (tree.size >= found || (epoch > 1 && tree.size === 0)) && (whole || head.size <= size);
    const says = [head.root, Buffer.from(head.root, "hex").toString("base64")].includes(
      String(told?.["previousRoot"]),
    );
    const kind = head.own ? "root" : "inconsistent";
    if (head.size > tree.size && lost && (whole || head.size < size || says)) continue;
    if (head.size > tree.size) cut = head;
    else if (head.root === rootAt(levels, head.size)) good = head.size;
    else if (!wrong.has(kind))
      wrong.set(kind, head) &&
        bad(log, kind, at(epoch, good), `from here to ${head.size - 1}: not what ${head.from} signed`);
  }
  if (cut)
    bad(
      log,
      "truncated",
      at(epoch, tree.size),
      `${cut.from} is of ${cut.size} entries, here are ${tree.size}`,
    );
  if (told && !whole && size > tree.size) {
    const lost = `entries ${(found + 1).toLocaleString("en")}–${size.toLocaleString("en")} of epoch ${epoch} lost`;
    log.losses.push(
      `epoch ${later} opened on ${show(told["at"])}, ${lost}, reason: ${show(told["reason"] ?? "encrypted")}`,
    );
  }
  return levels;
}

function checkForks(run: Run, heads: Head[]): void {
  const roots = new Map<string, Head>();
  for (const head of heads) {
    const other = roots.get(`${head.epoch} ${head.size}`) ?? head;
    roots.set(`${head.epoch} ${head.size}`, other);
    if (other.root !== head.root)
      bad(run, "fork", at(head.epoch), `${other.from} and ${head.from}: two roots for size ${head.size}`);
  }
}

/** What is only known at the end; and findings about trees learn whose entry stands at their index. */
function finish(log: Log, found: number): void {
  if (log.opening) checkChain(log, log.opening.place, log.opening.found);
  for (const end of log.chains.values()) settle(log, end);
  const names = [...log.names.keys()];
  for (const finding of log.findings.slice(found)) {
    const [tree, index] = [log.trees.get(finding.epoch), finding.index ?? Infinity];
    if (!tree || finding.chain !== null || index >= tree.size || tree.holes.has(index)) continue;
    finding.chain = names[tree.who.readUInt32LE(index * 8)] ?? null;
    finding.n = finding.chain === null ? null : tree.who.readUInt32LE(index * 8 + 4);
  }
  for (const one of log.waiting)
    if (Date.parse(one.at) + sealedWithinMs < Date.parse(log.sealedAt))
      bad(log, "unsealed", one.place, "later ones are sealed, this isn't");
}

// ---- the exported log ----

/** Lines in UTF-8, null for one that isn't or is too long. The file is never held as a whole. */
function* readLines(file: string): Generator<string | null> {
  const handle = fs.openSync(file, "r");
  const decode = (bytes: Uint8Array): string | null => {
    try {
      return bytes.length > maxLineBytes ? null : utf8.decode(bytes);
    } catch {
      return null;
    }
  };
  try {
    const chunk = Buffer.alloc(1_048_576);
    let rest: Buffer = Buffer.alloc(0);
    for (
      let read = fs.readSync(handle, chunk);
      read > 0 && rest.length <= maxLineBytes;
      read = fs.readSync(handle, chunk)
    ) {
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield decode(rest.subarray(0, end));
        rest = rest.subarray(end + 1);
      }
    }
    if (rest.length > 0) yield decode(rest);
  } finally {
    fs.closeSync(handle);
  }
}

function checkExport(run: Run, file: string): Log {
  const found = run.findings.length;
  const beside = path.join(path.dirname(file), "checkpoint.txt");
  const note = run.files.has(beside) ? readSmall(beside) : null;
  const log = newLog(
    run,
    file,
    note === null ? null : (addNote(run, note, { from: "checkpoint.txt", own: true }) ?? null),
  );
  let number = 0;
  for (const line of readLines(file)) {
    const item = parseObject(line) ?? {};
    const bytes = fromBase64(item["leaf"]);
    const good =
      bytes &&
      hasShape(item, itemShape) &&
      Object.keys(item).length === 5 &&
      hex64.test(String(item["hash"]));
    const [index, chain, n] = [
      Number(item["index"]),
      item["caseKey"] as string | null,
      Number(item["caseSeq"]),
    ];
    number += 1;
    if (good && Number.isSafeInteger(index) && index >= 0) {
      const [hash, stored] = [String(item["hash"]), chain === null ? { n } : { n, chain }];
      checkRow(log, { place: { epoch: 0, index, chain, n }, bytes, hash, leaf: hash, stored, fault: "" });
    } else
      checkRow(log, {
        place: at(0, number - 1),
        bytes: null,
        hash: null,
        leaf: null,
        stored: {},
        fault: `line ${number} is not an item`,
      });
  }
  const begins = Math.min(...log.trees.keys());
  for (const { epoch } of log.heads) if (epoch >= begins || !log.partial) treeOf(log, epoch);
  for (const [epoch, tree] of log.trees) {
    checkHeads(log, epoch);
    if (note !== null && tree.signed > 0 && tree.size > tree.signed)
      bad(log, "tree_leaf", at(epoch, tree.signed), "stands after what was signed");
  }
  [log.waiting, log.waitingCount] = [[], 0];
  finish(log, found);
  return log;
}

// ---- the database ----

const tables =
  "entry chain tree_leaf tree_node tree_head checkpoint anchor_receipt request vote attempt".split(" ");
const cannotOpen = [3, 5, 6, 8, 14];
const columns = "e.id, e.chain, e.n, e.hash, e.at, e.type, e.request_key AS requestKey";
const bytesOf = (name: string) =>
  `CASE WHEN typeof(${name}) = 'blob' AND length(${name}) <= ${maxEntryBytes} THEN ${name} END`;

async function checkDatabase(run: Run, file: string): Promise<Log> {
  const sqlite = await import("node:sqlite").catch(() => null);
  if (!sqlite)
    throw new Unreadable(`a database needs Node 22.13 or newer, and this is ${process.versions.node}`);
  const [log, found] = [newLog(run, file), run.findings.length];
  let db: DatabaseSync | null = null;
  let ours = false;
  try {
    db = new sqlite.DatabaseSync(file, { readOnly: true });
    db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; BEGIN");
    const names = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name);
    ours = names.includes("entry") && (names.includes("tree_leaf") || names.includes("checkpoint"));
    if (!ours) throw new NotOurs(`${path.basename(file)} is not a database with a sealed log of Countersign`);
    const lacking = tables.filter((name) => !names.includes(name));
    if (lacking.length > 0) throw new Error(`it has no table ${lacking.join(", ")}`);
    checkTables(log, db);
  } catch (error) {
    const code = Number((error as Fields)["errcode"] ?? 0) & 255;
    if (error instanceof NotOurs) throw error;
    if (!ours || cannotOpen.includes(code)) throw new Unreadable(`${path.basename(file)}: ${words(error)}`);
    bad(log, "bytes_form", at(0), `${path.basename(file)} is damaged: ${words(error)}`);
  } finally {
    db?.close();
  }
  finish(log, found);
  return log;
}

type Query = (sql: string, ...values: number[]) => Iterable<Fields>;

function checkTables(log: Log, db: DatabaseSync): void {
  const query: Query = (sql, ...values) => db.prepare(sql).iterate(...values);
  const total = (table: string) =>
    Number(db.prepare(`SELECT count(*) AS n FROM ${table} NOT INDEXED`).get()?.["n"]);
  for (const { epoch, size, root, note } of query("SELECT * FROM checkpoint ORDER BY epoch, size")) {
    const head = addNote(log, String(note), { from: `checkpoint ${show(epoch)}/${show(size)}`, own: true });
    if (head && (head.epoch !== epoch || head.size !== size || head.root !== root))
      bad(log, "root", at(head.epoch), `checkpoint ${show(epoch)}/${show(size)} isn't what its note says`);
  }
  checkForks(log, log.heads);
  const take = ({ epoch, idx, leaf, bytes, hash, ...stored }: Fields) => {
    const [chain, n] = [stored["chain"] as string | null, stored["n"] as number | null];
    const place = { epoch: Number(epoch ?? 0), index: epoch === undefined ? null : Number(idx), chain, n };
    const fault = stored["id"] === null ? "the entry of this leaf is gone" : "";
    if (place.index !== null && !(place.epoch >= 1 && place.index >= 0 && hex64.test(String(leaf))))
      return bad(log, "tree_leaf", { ...place, epoch: 0, index: null }, "not a leaf of a tree");
    checkRow(log, { place, bytes, hash, leaf: epoch === undefined ? null : String(leaf), stored, fault });
  };
  const leaves = `SELECT l.epoch, l.idx, l.hash AS leaf, ${columns}, ${bytesOf("e.bytes")} AS bytes FROM tree_leaf l`;
  for (const row of query(`${leaves} LEFT JOIN entry e ON e.id = l.entry_id ORDER BY l.epoch, l.idx`))
    take(row);
  const sealed = log.entries;
  const waiting =
    "SELECT e.id FROM entry e LEFT JOIN tree_leaf l ON l.entry_id = e.id WHERE l.entry_id IS NULL";
  const entries = `SELECT ${columns}, ${bytesOf("e.bytes")} AS bytes FROM entry e`;
  for (const row of query(`${entries} WHERE e.id IN (${waiting}) ORDER BY e.chain, e.n`)) take(row);
  if (total("tree_leaf") !== sealed || total("entry") !== log.entries - log.gone.size)
    bad(log, "tree_leaf", at(0), "the tables and their indexes don't hold the same");
  checkNodes(log, query, total("tree_node"));
  checkChainTable(log, query);
  checkProjection(log, query);
}

function checkNodes(log: Log, query: Query, total: number): void {
  const heads = new Map([...query("SELECT * FROM tree_head")].map((head) => [Number(head["epoch"]), head]));
  for (const epoch of [...heads.keys(), ...log.heads.map((head) => head.epoch)]) treeOf(log, epoch);
  let nodes = 0;
  for (const [epoch, tree] of log.trees) {
    const levels = checkHeads(log, epoch);
    const { size, root, origin } = heads.get(epoch) ?? { size: 0, root: rootAt([], 0) };
    if (Number(size) > tree.size)
      bad(log, "truncated", at(epoch, tree.size), `the tree had ${show(size)} leaves, here are ${tree.size}`);
    else if (size !== tree.size || root !== rootAt(levels, tree.size))
      bad(log, "root", at(epoch), "the head of the tree isn't that of its leaves");
    if (origin !== undefined && log.keys.every(({ name }) => name !== origin))
      bad(log, "origin", at(epoch), `${show(origin)} is not in the policy`);
    for (const [level, expected] of levels.entries()) {
      let next = level === 0 ? expected.length / 32 : 0;
      for (const { idx, hash } of query(
        "SELECT idx, hash FROM tree_node WHERE epoch = ? AND level = ? ORDER BY idx",
        epoch,
        level,
      )) {
        const right = idx === next && expected.toString("hex", next * 32, next * 32 + 32) === hash;
        if (!right)
          bad(
            log,
            "tree_node",
            at(epoch, Math.min(next, Number(idx)) * 2 ** level),
            `node ${next} of level ${level} isn't that of its leaves`,
          );
        next = Number(idx) + 1;
        nodes += 1;
      }
      if (next * 32 !== expected.length)
        bad(log, "tree_node", at(epoch, next * 2 ** level), `level ${level} should end elsewhere`);
    }
  }
  if (nodes !== total) bad(log, "tree_node", at(0), "there are nodes of no tree");
}

function checkChainTable(log: Log, query: Query): void {
  let rows = 0;
  for (const { key, n, hash } of query("SELECT * FROM chain")) {
    const end = log.chains.get(String(key));
    const index = log.gone.get(String(hash)) ?? null;
    rows += 1;
    if (Number(n) > Number(end?.n ?? 0))
      bad(
        log,
        "chain_gap",
        { epoch: 1, index, chain: String(key), n: Number(n) },
        "is missing: the chain ended with it",
      );
    else if (!end || end.n !== n || ![end.hash, end.also].includes(String(hash)))
      bad(log, "projection", end ?? at(0), "the table chain tells another end");
  }
  if (rows < log.chains.size) bad(log, "projection", at(0), "the table chain lacks a chain");
  for (const { anchor, epoch, size } of query(
    "SELECT anchor, epoch, max(size) AS size FROM anchor_receipt GROUP BY anchor, epoch",
  )) {
    const held = log.trees.get(Number(epoch))?.size ?? 0;
    if (Number(size) > held && !log.trees.get(Number(epoch) + 1)?.opened)
      bad(log, "truncated", at(Number(epoch), held), `${show(anchor)} took size ${show(size)}`);
  }
}

/** Columns of a request, and where the request that was approved has the same; the log has that by its digest only. */
const asked = {
  action: "action",
  account_id: "account",
  case_key: "caseKey",
  key: "requestKey",
  workflow_id: "workflowId",
  reason: "reason",
  subject_id: "user.id",
  snapshot_email: "user.email",
  snapshot_name: "user.name",
  snapshot_state: "user.state",
  policy_id: "policy.id",
  policy_version: "policy.version",
  policy_rule: "policy.rule",
  needed: "policy.approvers",
};

/** The tables repeat what the log says of requests: each fact there has to be a fact of the log, and the reverse. */
function checkProjection(log: Log, query: Query): void {
  const claim = (key: unknown, name: string, value: unknown) => {
    const story = log.stories.get(String(key));
    const told = story?.facts.get(name);
    if (told !== String(value))
      bad(
        log,
        "projection",
        story?.place ?? at(0),
        `${show(key)}: ${name} is ${show(value)}, the log says ${show(told)}`,
      );
    story?.facts.delete(name);
  };
  const votes =
    "SELECT r.key, v.person_id AS person, v.decision FROM vote v LEFT JOIN request r ON r.id = v.request_id AND r.digest = v.digest";
  for (const { key, person, decision } of query(votes)) claim(key, `vote ${show(person)}`, decision);
  const attempts = "SELECT r.key, a.* FROM attempt a LEFT JOIN request r ON r.id = a.request_id";
  for (const { key, n, answer_kind: kind, http_status: status, provider_request_id: id } of query(attempts))
    claim(
      key,
      `attempt ${show(n)}`,
      kind === null || kind === "not_sent" ? "" : [kind, status, id].join(" "),
    );
  for (const row of query(`SELECT *, ${bytesOf("payload")} AS payload FROM request`)) {
    const { key, status, payload, digest, approvals } = row;
    const outcome = parseObject(row["outcome"]) ?? {};
    const facts = { status, digest, approvals, case: row["case_key"], requester: row["requester_person_id"] };
    for (const [name, value] of Object.entries(facts)) claim(key, name, value);
    if (status === "succeeded" || status === "refused")
      claim(key, "outcome", `${String(outcome["code"])} ${String(object(outcome["after"])["state"] ?? "")}`);
    if (log.erased.has(row["subject_id"])) continue;
    const bytes = payload instanceof Uint8Array ? payload : Buffer.alloc(0);
    const said = parseObject(Buffer.from(bytes).toString()) ?? {};
    const other = Object.entries(asked).filter(([column, where]) => {
      const value = where.split(".").reduce<unknown>((from, name) => object(from)[name], said);
      return value !== undefined && value !== row[column];
    });
    if (sha256(bytes).toString("hex") !== digest) other.push(["payload", ""]);
    if (other.length > 0)
      bad(
        log,
        "projection",
        log.stories.get(String(key))?.place ?? at(0),
        `${show(key)}: not what was approved: ${other.map(([column]) => column).join(", ")}`,
      );
  }
  for (const [key, { place, facts }] of log.stories) {
    facts.delete("sent");
    if (facts.size > 0)
      bad(log, "projection", place, `${show(key)}: the tables lack ${[...facts.keys()].join(", ")}`);
  }
}

// ---- what was given, and the answer ----

function real(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return "";
  }
}

function readSmall(file: string): string {
  if (fs.statSync(file).size > 1_048_576) throw new Unreadable(`${path.basename(file)} is too large`);
  try {
    return utf8.decode(fs.readFileSync(file));
  } catch {
    throw new Unreadable(`${path.basename(file)} is not text in UTF-8`);
  }
}

/** What a file is, by its beginning; a name of ours counts where the beginning says nothing any more. */
function recognise(file: string): string | undefined {
  const start = Buffer.alloc(4_096);
  const handle = fs.openSync(file, "r");
  const text = start.toString("utf8", 0, fs.readSync(handle, start));
  fs.closeSync(handle);
  if (text.startsWith("SQLite format 3\0")) return "database";
  if (/^\s*\{[^]*"leaf":/.test(text)) return "log";
  if (/^\s*\{[^]*"note":/.test(text)) return "anchors";
  if (/^\s*\{[^]*"origin":/.test(text) && /"root":/.test(text)) return "signer";
  if (/^(log|quorum) \S/m.test(text)) return "policy";
  if (/\n\n— /.test(text)) return "note";
  const names: Record<string, string> = {
    "log.jsonl": "log",
    "checkpoint.txt": "note",
    "policy.txt": "policy",
    "signer-state.json": "signer",
  };
  return names[path.basename(file)];
}

function collect(run: Run, given: string, depth: number): void {
  const file = real(given);
  if (file === "") return void run.problems.push(`${show(given)} does not exist or can't be read`);
  const stat = fs.statSync(file);
  if (stat.isDirectory()) {
    // An evidence package is a folder with manifest.json, or a zip file of one: it is recognised here.
    const before = run.files.size;
    for (const name of fs.readdirSync(file))
      if (depth < 2 && real(path.join(file, name))) collect(run, path.join(file, name), depth + 1);
    if (depth === 0 && run.files.size === before)
      run.problems.push(`${show(given)} holds nothing that can be checked`);
    return;
  }
  const kind = stat.isFile() ? recognise(file) : undefined;
  if (kind !== undefined && !run.files.has(file)) run.files.set(file, { kind, own: depth > 0 });
  if (kind === undefined && depth === 0)
    run.problems.push(`${show(given)} is nothing that this program knows`);
  if (depth > 0 || (kind !== "database" && kind !== "log")) return;
  for (const name of ["policy.txt", "checkpoint.txt", "signer-state.json", "anchors"]) {
    const beside = path.join(path.dirname(file), name);
    if (real(beside) !== "") collect(run, beside, 1);
  }
}

/** Keys that were given count; only where none were, those that lie beside the log. */
function readKeys(run: Run): void {
  const files = [...run.files];
  const logs = files
    .filter(([, { kind }]) => kind === "log" || kind === "database")
    .map(([file]) => path.dirname(file));
  const policies = files.filter(([, { kind }]) => kind === "policy");
  const given = policies.filter(([file, { own }]) => !own || !logs.includes(path.dirname(file)));
  for (const [file] of given.length > 0 ? given : policies) run.keys.push(...parsePolicy(readSmall(file)));
  if (policies.length === 0) throw new Unreadable("there is no policy, so no key to check a signature with");
  if (new Set(run.keys.map(({ name }) => name.replace(/\/\d+$/, ""))).size > 1)
    throw new Unreadable("the policies name more than one log");
  if (given.length === 0)
    run.lines.push(
      "the keys lay beside the log: this says no more than that it is consistent with them; compare them",
    );
}

function readHeads(run: Run): void {
  const exports = new Set(
    [...run.files]
      .filter(([, { kind }]) => kind === "log")
      .map(([file]) => path.join(path.dirname(file), "checkpoint.txt")),
  );
  for (const [file, { kind }] of run.files) {
    const from = path.basename(file);
    if (kind === "note" && !exports.has(file)) addNote(run, readSmall(file), { from, own: false });
    if (kind === "signer") {
      const { origin, size, root } = parseObject(readSmall(file)) ?? {};
      const known =
        run.keys.some(({ name }) => name === origin) &&
        Number.isSafeInteger(size) &&
        hex64.test(String(root));
      if (!known) bad(run, "origin", at(0), `${from} is not the state of this log's signer`);
      else
        run.heads.push({
          epoch: epochOf(origin),
          size: Number(size),
          root: String(root),
          from,
          own: false,
          signed: false,
          at: "",
        });
    }
    let number = 0;
    for (const line of kind === "anchors" ? readLines(file) : []) {
      const { note, anchoredAt } = parseObject(line) ?? {};
      number += 1;
      addNote(run, String(note), { from: `${from}:${number}`, own: false, when: String(anchoredAt) });
    }
  }
  checkForks(run, run.heads);
}

function describe(run: Run, log: Log): void {
  const name = path.basename(log.name);
  const signed = log.heads.filter((head) => head.signed).sort((a, b) => b.epoch - a.epoch || b.size - a.size);
  const [newest, anchor] = [signed[0], signed.find((head) => head.at !== "")];
  if (log.entries === 0 && signed.length === 0)
    run.problems.push(`${name}: nothing to check, it holds no entries`);
  else if (!newest || newest.size === 0)
    run.problems.push(`${name}: nothing to check it against, there is no signed checkpoint`);
  if (!newest) return;
  run.lines.push(
    `${name}: ${log.entries} entries, size ${newest.size}, root ${Buffer.from(newest.root, "hex").toString("base64")}`,
  );
  for (const key of run.keys.filter((one) => epochOf(one.name) === newest.epoch))
    run.lines.push(`origin ${key.name}`, `key ${key.vkey}, SHA-256 of the public key ${key.fingerprint}`);
  const minutes = Math.round((Date.now() - Date.parse(anchor?.at ?? "")) / 60_000);
  run.lines.push(
    anchor
      ? `newest anchor: size ${anchor.size} at ${show(anchor.at)}, ${minutes} min ago`
      : "no anchor was given",
  );
  if (log.waitingCount > 0)
    run.lines.push(`not covered: ${log.waitingCount} entries that no checkpoint seals`);
  if (log.partial) run.lines.push("not covered: what the chains held before this epoch");
  const since = anchor ? `size ${anchor.size}` : "the beginning";
  run.lines.push(
    `not covered: what came after size ${newest.size}; what somebody with the signing key changed after ${since}`,
  );
}

function answer({ findings, seen, problems, losses, lines }: Run): { exit: 0 | 1 | 2; lines: string[] } {
  const group = ({ kind }: { kind: string }) => Math.max(entryKinds.length - 1, kinds.indexOf(kind));
  const place = ({ epoch, index }: Place) => (epoch || 1) * 2 ** 40 + (index ?? 2 ** 39);
  findings.sort(
    (a, b) => group(a) - group(b) || place(a) - place(b) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind),
  );
  const found = findings.map(({ kind, chain, n, index, text }) => {
    const where = [
      chain === null ? "" : `${show(chain)} n ${n}, `,
      index === null ? "" : `index ${index}, `,
    ].join("");
    return `${kind}: ${where}${show(text)}`;
  });
  for (const [kind, count] of seen)
    if (count > keptPerKind) found.push(`${kind}: ${count - keptPerKind} more`);
  const unchecked = problems.map((text) => `could not check: ${text}`);
  if (found.length > 0) return { exit: 1, lines: [`tampered: ${found[0]}`, ...found.slice(1), ...unchecked] };
  return problems.length > 0
    ? { exit: 2, lines: unchecked }
    : { exit: 0, lines: [...losses, "valid", ...lines] };
}

/** Checks what lies at the paths. Never throws: what can't be checked is exit 2, with the reason. */
export async function verifyPaths(paths: string[]): Promise<{ exit: 0 | 1 | 2; lines: string[] }> {
  const run = newRun();
  let checked = 0;
  try {
    for (const one of paths) collect(run, one, 0);
    if (run.problems.length > 0) return answer(run);
    readKeys(run);
    readHeads(run);
    for (const [file, { kind, own }] of run.files) {
      if (kind !== "log" && kind !== "database") continue;
      try {
        describe(run, kind === "log" ? checkExport(run, file) : await checkDatabase(run, file));
        checked += 1;
      } catch (error) {
        // A folder may well hold databases of others; a database that was named has to be ours.
        if (!(error instanceof NotOurs && own)) throw error;
      }
    }
    if (checked === 0) run.problems.push("nothing to check: no database and no exported log is at the paths");
  } catch (error) {
    run.problems.push(words(error));
  }
  return answer(run);
}

if (process.argv[1] !== undefined && real(process.argv[1]) === import.meta.filename) {
  const { exit, lines } = await verifyPaths(process.argv.slice(2));
  process.stdout.write(`${lines.join("\n")}\n`);
  process.exitCode = exit;
}
