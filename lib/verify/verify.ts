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

// These are about single entries and are told first, in the order of the tree; of equals this order counts.
const entryKinds = "bytes_form leaf_hash chain_gap chain_prev chain_time truncated tree_leaf".split(" ");
const logKinds = "tree_node root fork inconsistent signature origin unsealed projection".split(" ");
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
type Head = Record<"root" | "from" | "at", string> & Record<"own" | "signed", boolean> & Span;
type Span = { epoch: number; size: number };
type Entry = Fields &
  Record<"id" | "at" | "type", string> & { chain: { key: string; n: number; prev: string } };
/** One leaf as found: `leaf` is its hash in the tree, `hash` and `stored` stand beside its bytes. */
type Row = {
  place: Place;
  bytes: unknown;
  hash: unknown;
  leaf: string | null;
  stored: Fields;
  fault: string;
};
type Read = { hash: string; also: string; entry: Entry | null; tree: Tree | null };
/** The end of a chain so far. Of `rival` and `suspect` the next entry tells which of two was the wrong one. */
type End = Place &
  Record<"hash" | "also" | "prev" | "at", string> & { rival: End | null; suspect: End | null };
type Story = { place: Place; facts: Map<string, string> };

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

/** `who` has of each leaf the number of its chain's name and its number in the chain; `signed` is a size. */
const newTree = (signed: number) => ({
  hashes: Buffer.alloc(2_048),
  who: Buffer.alloc(512),
  size: 0,
  signed,
  holes: new Set<number>(),
  opened: null as Fields | null,
});
type Tree = ReturnType<typeof newTree>;

/** What is known of one log. `partial`: an export that begins with a later epoch, in the middle of its chains. */
const newLog = (run: Run, name: string) => ({
  ...run,
  name,
  heads: [...run.heads],
  epoch: 1,
  partial: false,
  entries: 0,
  unsealed: 0,
  sealedAt: "",
  trees: new Map<number, Tree>(),
  chains: new Map<string, End>(),
  names: new Map<string | null, number>(),
  gone: new Map<string, number>(),
  stories: new Map<string, Story>(),
  erased: new Set<unknown>(),
  waiting: [] as { time: string; place: Place }[],
  opening: null as { place: Place; read: Read } | null,
});
type Log = ReturnType<typeof newLog>;

const show = (text: unknown): string => String(text).replace(/[^\x20-\x7e\u00a1-\u2027]/gu, "?");
const words = (error: unknown): string => show(error instanceof Error ? error.message : error);
const at = (epoch: number, index: number | null = null): Place => ({ epoch, index, chain: null, n: null });
const typeOf = (it: unknown) => (it === null ? "null" : Array.isArray(it) ? "array" : typeof it);
const object = (value: unknown): Fields => (typeOf(value) === "object" ? (value as Fields) : {});

function bad(run: Run, kind: string, place: Place, text: string): void {
  const seen = (run.seen.get(kind) ?? 0) + 1;
  run.seen.set(kind, seen);
  if (seen <= keptPerKind) run.findings.push({ ...place, kind, text });
}

// ---- bytes and their canonical form ----

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const leafInput = Buffer.alloc(1 + maxEntryBytes);
const nodeInput = Buffer.alloc(65, 1);
// Node has the quick way since 20.12.
const quickHash = (crypto as { hash?: typeof crypto.hash }).hash;

const sha256 = (bytes: Uint8Array): string =>
  quickHash ? quickHash("sha256", bytes) : crypto.createHash("sha256").update(bytes).digest("hex");

function leafHash(bytes: Uint8Array): string {
  leafInput.set(bytes, 1);
  return sha256(leafInput.subarray(0, 1 + bytes.length));
}

function nodeHash(left: Uint8Array, right: Uint8Array): string {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}

function fromBase64(text: unknown): Buffer | null {
  const bytes = Buffer.from(typeof text === "string" ? text : "", "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** 0 for a value that can't stand in an entry, 1 for one whose keys aren't in order as they are, 2 for others. */
function formOf(value: unknown, depth: number): number {
  if (depth > 8) return 0;
  if (typeof value === "string") return value.isWellFormed() ? 2 : 0;
  if (typeof value === "number") return Number.isSafeInteger(value) ? 2 : 0;
  if (typeof value !== "object" || value === null) return 2;
  if (Array.isArray(value)) return value.reduce((form, one) => Math.min(form, formOf(one, depth + 1)), 2);
  let [form, last] = [2, ""];
  for (const key in value) {
    if (!/^[\x20-\x7e]*$/.test(key)) return 0;
    form = Math.min(form, formOf((value as Fields)[key], depth + 1), key < last ? 1 : 2);
    last = key;
  }
  return form;
}

/** The only text of a plain value (RFC 8785): as JSON writes it, with its keys in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

const pairs = (text: string) => text.split(" ").map((pair) => pair.split(":") as [string, string]);
const shape = pairs(
  "v:number id:string at:string late:boolean type:string chain:object actor:object subject:object|null " +
    "request:object|null cause:object|null before:string|object|null after:string|object|null " +
    "call:object|null outcome:object|null enc:array",
);
const linkShape = pairs("key:string n:number prev:string");
const itemShape = pairs("index:number leaf:string hash:string caseKey:string|null caseSeq:number");

const hasShape = (value: Fields, types: [string, string][]): boolean =>
  types.every(([name, kinds]) => kinds.includes(typeOf(value[name])));

/** The entry that the bytes are. Throws `Unreadable` where they aren't one in canonical form. */
function parseEntry(bytes: Uint8Array): Entry {
  const text = utf8.decode(bytes);
  const entry = object(JSON.parse(text)) as Entry;
  const form = formOf(entry, 0);
  if (form === 0 || (form === 2 ? JSON.stringify(entry) : canonical(entry)) !== text)
    throw new Unreadable("not in canonical form");
  const { at: time, chain } = entry;
  if (!hasShape(entry, shape) || !hasShape(chain, linkShape))
    throw new Unreadable("not an entry: a field is missing or of another kind");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time) || Number.isNaN(Date.parse(time)))
    throw new Unreadable("not an entry: its time");
  if (chain.n < 1 || !hex64.test(chain.prev)) throw new Unreadable("not an entry: its place in the chain");
  return entry;
}

/** A JSON object that says nothing twice; else one without fields. */
function parseObject(text: unknown): Fields {
  try {
    const value: unknown = JSON.parse(String(text));
    const written = JSON.stringify(value);
    if (written === text) return object(value);
    return String(text).replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1") === written ? object(value) : {};
  } catch {
    return {};
  }
}

// ---- keys and signed notes ----

const ed25519Prefix = Buffer.from("302a300506032b6570032100", "hex");
const noteForm = /^([^\s+]+)\n(0|[1-9]\d{0,14})\n(\S{43}=)\n\n((?:— [^\s+]+ [\w+/=]+\n){1,100})$/;
const epochOf = (origin: unknown): number => Number(/\/([1-9]\d{0,8})$/.exec(String(origin))?.[1] ?? 1);

function parseKey(vkey: string): Key {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const typed = fromBase64(encoded);
  if (name === undefined || id === undefined || typed?.length !== 33 || typed[0] !== 1)
    throw new Unreadable("a key of the policy isn't an Ed25519 vkey");
  if (!sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).startsWith(id))
    throw new Unreadable("a key of the policy doesn't have its key id");
  const der = Buffer.concat([ed25519Prefix, typed.subarray(1)]);
  const key = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
  return { name, id, key, vkey, fingerprint: sha256(typed.subarray(1)) };
}

/** A C2SP policy. Witnesses may be named, but a quorum of them isn't checked here. */
function parsePolicy(text: string): Key[] {
  if (text.includes("\ufffd")) throw new Unreadable("a policy isn't text in UTF-8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const logs = lines.filter((line) => /^log \S+( \S+)?$/.test(line));
  const unknown = lines.find((line) => !/^(log|witness|group) \S+( \S+)*$|^quorum none$/.test(line));
  if (unknown !== undefined) throw new Unreadable(`a policy's line isn't understood: ${show(unknown)}`);
  if (logs.length === 0 || lines.filter((line) => line === "quorum none").length !== 1)
    throw new Unreadable("a policy needs a line `log …` and the line `quorum none`");
  return logs.map((line) => parseKey(line.split(" ")[1] ?? ""));
}

type From = { from: string; own: boolean; at: string };

/** Adds the head that a note tells where a key of the policy signed it; else there is a finding, and null. */
function addNote(run: Run, note: string, from: From): Head | null {
  const wrong = (kind: string, text: string): null => {
    bad(run, kind, at(0), `${from.from}: ${text}`);
    return null;
  };
  const [, origin = "", size, root, lines] = noteForm.exec(note) ?? [];
  const hash = fromBase64(root);
  if (!hash || lines === undefined || note.includes("\ufffd"))
    return wrong("signature", "not a signed checkpoint");
  const keys = run.keys.filter(({ name }) => name === origin);
  if (keys.length === 0) return wrong("origin", `origin ${show(origin)} is not in the policy`);
  const body = Buffer.from(note.slice(0, note.indexOf("\n\n") + 1));
  let signed = 0;
  for (const line of lines.split("\n").slice(0, -1)) {
    const [, name, encoded] = line.split(" ");
    const bytes = fromBase64(encoded);
    const key = keys.find((one) => one.name === name && one.id === bytes?.toString("hex", 0, 4));
    if (!bytes || (key && !crypto.verify(null, body, key.key, bytes.subarray(4))))
      return wrong("signature", "a signature is wrong");
    if (key) signed += 1;
  }
  if (signed === 0) return wrong("signature", "no key of the policy signed it");
  const head = {
    ...from,
    epoch: epochOf(origin),
    size: Number(size),
    root: hash.toString("hex"),
    signed: true,
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

function placeLeaf(log: Log, tree: Tree, place: Place, leaf: string): void {
  const index = Number(place.index);
  if (tree.holes.delete(index)) bad(log, "tree_leaf", place, "stands after its successors");
  else if (index < tree.size) return bad(log, "tree_leaf", place, "its index is taken already");
  if (index - tree.size > maxHoles) return bad(log, "tree_leaf", place, "stands far behind the others");
  for (let hole = tree.size; hole < index; hole += 1) {
    tree.holes.add(hole);
    bad(log, "tree_leaf", at(place.epoch, hole), "no entry has this index");
  }
  tree.size = Math.max(tree.size, index + 1);
  if (tree.size * 32 > tree.hashes.length) {
    const leaves = Math.max(tree.size * 2, Math.min(tree.signed, 4_000_000));
    tree.hashes = Buffer.concat([tree.hashes], leaves * 32);
    tree.who = Buffer.concat([tree.who], leaves * 8);
  }
  tree.hashes.write(leaf, index * 32, "hex");
  if (!log.names.has(place.chain)) log.names.set(place.chain, log.names.size);
  tree.who.writeUInt32LE(log.names.get(place.chain) ?? 0, index * 8);
  tree.who.writeUInt32LE(Number(place.n) >>> 0, index * 8 + 4);
}

/** Takes in an entry: those of a tree in its order, the others after them in the order of their chains. */
function checkRow(log: Log, { place, bytes, hash: kept, leaf, stored, fault }: Row): void {
  const faults: [kind: string, text: string][] = [];
  const whole = bytes instanceof Uint8Array && bytes.length <= maxEntryBytes ? bytes : null;
  const hash = whole && leafHash(whole);
  let entry: Entry | null = null;
  if (fault !== "") faults.push([leaf === null ? "bytes_form" : "tree_leaf", fault]);
  else if (hash === null) faults.push(["bytes_form", "no bytes, or too many"]);
  else if (hash !== kept) faults.push(["leaf_hash", "the bytes don't have the hash beside them"]);
  else if (leaf !== null && leaf !== hash) faults.push(["tree_leaf", "the tree has another hash for it"]);
  try {
    entry = whole && parseEntry(whole);
  } catch (error) {
    faults.push(["bytes_form", error instanceof Unreadable ? words(error) : "not JSON in UTF-8"]);
  }
  log.entries += 1;
  if (place.epoch === 0 && place.index === 0) {
    log.epoch = entry?.type === "epoch.opened" ? epochOf(object(entry["facts"])["previousOrigin"]) + 1 : 1;
    log.partial = log.epoch > 1 && log.trees.size === 0;
  }
  if (place.index !== null) place.epoch ||= log.epoch;
  // Where bytes were changed, what stands beside them says better which entry this was.
  if (entry && (place.chain === null || faults.length === 0)) {
    const { id, type, chain } = entry;
    const requestKey = object(entry["request"])["key"] ?? null;
    const said: Fields = { id, type, at: Date.parse(entry.at), chain: chain.key, n: chain.n, requestKey };
    for (const name in stored) {
      if (name in said && stored[name] !== said[name])
        faults.push(["projection", `beside it: another ${name}`]);
    }
    [place.chain, place.n] = [chain.key, chain.n];
    if (entry["v"] !== 1) log.problems.push(`${show(chain.key)} ${chain.n} is of an unknown version`);
  }
  for (const [kind, text] of faults) bad(log, kind, place, text);
  const tree = place.index === null ? null : treeOf(log, place.epoch);
  if (tree) placeLeaf(log, tree, place, leaf ?? hash ?? noHash);
  if (hash === null && leaf !== null) log.gone.set(leaf, Number(place.index));
  if (hash !== null && place.chain !== null)
    checkChain(log, place, { hash, also: String(kept), entry, tree });
  if (!entry) return;
  if (entry.type === "epoch.opened" && place.index === 0 && tree)
    tree.opened = { ...object(entry["facts"]), at: entry.at };
  fold(log, entry, place);
  if (tree && Number(place.index) < tree.signed) {
    if (entry.at > log.sealedAt) log.sealedAt = entry.at;
  } else {
    log.unsealed += 1;
    if (log.waiting.length < keptPerKind) log.waiting.push({ time: entry.at, place });
  }
}

function checkChain(log: Log, place: Place, read: Read, isLate = false): void {
  const { hash, also, entry, tree } = read;
  const [chain, n] = [String(place.chain), Number(place.n)];
  if (log.opening?.place.chain === chain && n > Number(log.opening.place.n)) takeOpening(log);
  const known = log.chains.get(chain);
  const begin = { hash: noHash, also: noHash, prev: "", at: "", rival: null, suspect: null };
  const end: End = known ?? { ...place, n: log.partial ? n - 1 : 0, ...begin };
  const [before, prev] = [Number(end.n), entry?.chain.prev ?? end.hash];
  const next: End = { ...place, hash, also, prev, at: entry?.at ?? end.at, rival: null, suspect: null };
  if (n <= before) {
    // A long search, so it ends where nobody would read on.
    const few = (log.seen.get("chain_gap") ?? 0) < keptPerKind;
    const twin = tree && few ? tree.hashes.indexOf(hash, 0, "hex") : -1;
    if (hash === end.hash || (twin >= 0 && twin !== Number(place.index) * 32))
      return bad(log, "tree_leaf", place, "the same entry stands in the tree twice");
    if (n !== before || prev !== end.prev)
      return bad(log, "chain_gap", place, `comes after number ${before}`);
    end.rival = next;
    return;
  }
  // The first leaf of a tree is its opening, even before entries of its chain that waited then.
  const opens = entry?.type === "epoch.opened" && place.index === 0 && !isLate && !log.opening;
  if (opens && (n > before + 1 || (log.partial && !known))) {
    log.opening = { place, read };
    return;
  }
  if (n > before + 1) {
    const [hole = place.index] = tree?.holes.size === 1 ? tree.holes : [];
    const index = log.gone.get(prev) ?? hole;
    bad(log, "chain_gap", { ...place, n: n - 1, index }, `is missing: after ${before} comes ${n}`);
  } else if (end.rival?.hash === prev) {
    bad(log, "chain_gap", end, "has the number of another one, which the chain goes on from");
    end.rival = null;
  } else if (![end.hash, end.also].includes(prev) && (known || !log.partial)) {
    if (known && !end.suspect) next.suspect = end;
    else bad(log, "chain_prev", known ?? place, "doesn't follow the entry before it");
    end.suspect = null;
  }
  settle(log, end);
  if (next.at < end.at) bad(log, "chain_time", place, "is earlier than the entry before it");
  log.chains.set(chain, next);
  if (log.opening?.place.chain === chain && n + 1 === log.opening.place.n) takeOpening(log);
}

function takeOpening(log: Log): void {
  const { opening } = log;
  log.opening = null;
  if (opening) checkChain(log, opening.place, opening.read, true);
}

function settle(log: Log, { rival, suspect }: End): void {
  if (rival) bad(log, "chain_gap", rival, "has the number of the entry before it");
  if (suspect) bad(log, "chain_prev", suspect, "isn't the entry that the next one follows");
}

/** What the log says of a request, as facts by name, to be held against the tables that repeat it. */
function fold(log: Log, entry: Entry, place: Place): void {
  const { type } = entry;
  const [request, call, outcome] = [
    object(entry["request"]),
    object(entry["call"]),
    object(entry["outcome"]),
  ];
  if (type === "subject.key_destroyed") {
    for (const key of String(object(entry["facts"])["requests"]).split(" ")) log.erased.add(key);
  }
  if (entry["request"] === null) return;
  const story = log.stories.get(String(request["key"])) ?? { place, facts: new Map<string, string>() };
  const { facts } = story;
  const tell = (name: string, value: unknown) => facts.set(name, String(value));
  const [before, after, who] = [
    facts.get("status"),
    entry["after"],
    String(object(entry["actor"])["personId"]),
  ];
  const attempt = `attempt ${"attempt" in call ? String(call["attempt"]) : facts.get("sent")}`;
  log.stories.set(String(request["key"]), story);
  if (/^request\.(approved|denied|withdrawn|expired|stale|claimed)$/.test(type)) tell("status", after);
  if (type === "request.proposed" || type === "request.submitted") {
    tell("status", type === "request.proposed" ? "proposed" : "pending");
    tell("requester", type === "request.proposed" ? null : who);
    tell("approvals", 0).set("case", String(place.chain)).set("digest", String(request["digest"]));
  }
  if (type === "request.approved") tell("approvals", Number(facts.get("approvals")) + 1);
  if (type === "request.approved") tell(`vote ${who}`, "approve");
  if (type === "request.denied") tell(`vote ${who}`, "deny");
  if (type === "request.released" && /^(executing|unknown)$/.test(String(before))) tell("status", "approved");
  if (type === "outcome.unknown" || type === "outcome.needs_attention") tell("status", type.slice(8));
  if (type === "outcome.settled") tell("status", outcome["result"]);
  if (type === "outcome.settled" && /^(succeeded|refused)$/.test(String(outcome["result"])))
    tell("outcome", [outcome["code"], object(after)["state"]].join(" "));
  if (type === "call.intended") tell(attempt, "").set("sent", String(call["attempt"]));
  if (type === "call.answered")
    tell(attempt, [outcome["result"], call["status"], call["requestId"]].join(" "));
  if (facts.get("status") !== before) story.place = place;
}

// ---- trees and the heads that were signed ----

/** The nodes of a tree, level by level from the leaves, complete subtrees only. */
function levelsOf({ hashes, size }: Tree): Buffer[] {
  const levels = [hashes.subarray(0, size * 32)];
  for (let below = levels[0]; below && below.length >= 64; below = levels.at(-1)) {
    const level = Buffer.alloc(Math.floor(below.length / 64) * 32);
    for (let to = 0; to < level.length; to += 32) {
      const [left, right] = [below.subarray(to * 2, to * 2 + 32), below.subarray(to * 2 + 32, to * 2 + 64)];
      level.write(nodeHash(left, right), to, "hex");
    }
    levels.push(level);
  }
  return levels;
}

function rootAt(levels: Buffer[], size: number): string {
  let root = "";
  for (const [level, nodes] of levels.entries()) {
    const count = Math.floor(size / 2 ** level);
    const peak = nodes.subarray((count - 1) * 32, count * 32);
    if (count % 2 === 1) root = root === "" ? peak.toString("hex") : nodeHash(peak, Buffer.from(root, "hex"));
  }
  return root === "" ? sha256(Buffer.alloc(0)) : root;
}

/** Holds every head that anybody has of an epoch against the tree that is there. Gives the tree's levels. */
function checkHeads(log: Log, epoch: number): Buffer[] {
  const tree = treeOf(log, epoch);
  const levels = levelsOf(tree);
  // The next epoch that there is tells, under the key, what of this one was lost.
  const later = [...log.trees.keys()].filter((one) => one > epoch && log.trees.get(one)?.opened);
  const next = later.length > 0 ? log.trees.get(Math.min(...later)) : undefined;
  const told = (next && next.signed > 0 && next.opened) || {};
  const before = epochOf(told["previousOrigin"]);
  const [found, last, root] = [Number(told["foundSize"]), Number(told["previousSize"]), told["previousRoot"]];
  const kept = tree.size >= found || (epoch > 1 && tree.size === 0);
  const isTold = ({ size, root: said }: Head) =>
    kept && told["at"] && (before > epoch || size < last || (size === last && said === root));
  const heads = log.heads.filter((head) => head.epoch === epoch);
  const foundRoot = String(told["foundRoot"] ?? (found === last ? root : null));
  const opening = { from: `the opening of epoch ${Math.min(...later)}`, own: true, signed: true, at: "" };
  if (hex64.test(foundRoot) && (tree.size > 0 || epoch === 1))
    heads.push({ ...opening, epoch, size: found, root: foundRoot });
  // What comes with a log that was written anew agrees with it: only the others say since where it was.
  const good = { root: 0, inconsistent: 0 };
  const wrong = new Set<string>();
  let cut: Head | null = null;
  for (const head of heads.sort((a, b) => a.size - b.size)) {
    const kind = head.own ? "root" : "inconsistent";
    const from = Math.max(good.inconsistent, head.own ? good.root : 0);
    if (head.size > tree.size) cut = isTold(head) ? cut : head;
    else if (head.root === rootAt(levels, head.size)) good[kind] = head.size;
    else if (!wrong.has(kind) && wrong.add(kind))
      bad(log, kind, at(epoch, from), `from here to ${head.size - 1} it isn't what ${head.from} says`);
  }
  if (cut)
    bad(log, "truncated", at(epoch, tree.size), `${cut.from} is of ${cut.size}, here are ${tree.size}`);
  if (told["at"] && before === epoch && last > tree.size) {
    const range = `entries ${(found + 1).toLocaleString("en")}–${last.toLocaleString("en")} of epoch ${epoch}`;
    const reason = "reason" in told ? show(told["reason"]) : "encrypted";
    log.losses.push(
      `epoch ${Math.min(...later)} opened on ${show(told["at"])}, ${range} lost, reason: ${reason}`,
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
  takeOpening(log);
  for (const end of log.chains.values()) settle(log, end);
  const names = [...log.names.keys()];
  for (const finding of log.findings.slice(found)) {
    const [tree, index] = [log.trees.get(finding.epoch), finding.index ?? Infinity];
    if (!tree || finding.chain !== null || index >= tree.size || tree.holes.has(index)) continue;
    finding.chain = names[tree.who.readUInt32LE(index * 8)] ?? null;
    finding.n = finding.chain === null ? null : tree.who.readUInt32LE(index * 8 + 4);
  }
  for (const { time, place } of log.waiting)
    if (Date.parse(time) + sealedWithinMs < Date.parse(log.sealedAt))
      bad(log, "unsealed", place, "isn't sealed, and entries written later are");
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
    let rest = Buffer.alloc(0);
    for (let read = 1; read > 0 && rest.length <= maxLineBytes;) {
      read = fs.readSync(handle, chunk);
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
  const isOwn = run.files.has(beside);
  const own = isOwn ? addNote(run, readSmall(beside), { from: "checkpoint.txt", own: true, at: "" }) : null;
  const log = newLog(run, file);
  log.epoch = own?.epoch ?? 1;
  let number = 0;
  for (const line of readLines(file)) {
    const fields = parseObject(line);
    const { index, caseKey: chain, caseSeq: n, hash } = fields;
    const good = hasShape(fields, itemShape) && Object.keys(fields).length === 5 && hex64.test(String(hash));
    const bytes =
      good && Number.isSafeInteger(index) && Number(index) >= 0 ? fromBase64(fields["leaf"]) : null;
    const row = { bytes, hash, leaf: null, stored: {}, fault: `line ${(number += 1)} is not an item` };
    if (bytes === null) checkRow(log, { ...row, place: at(0, number - 1) });
    else {
      const place = { epoch: 0, index, chain, n } as Place;
      const stored: Fields = chain === null ? { n } : { n, chain };
      checkRow(log, { ...row, place, leaf: String(hash), stored, fault: "" });
    }
  }
  const first = Math.min(...log.trees.keys());
  for (const { epoch } of log.heads) if (!log.partial || epoch >= first) treeOf(log, epoch);
  for (const [epoch, { size, signed }] of log.trees) {
    checkHeads(log, epoch);
    if (isOwn && signed > 0 && size > signed) bad(log, "tree_leaf", at(epoch, signed), "was never signed");
  }
  [log.waiting, log.unsealed] = [[], 0];
  finish(log, found);
  return log;
}

// ---- the database ----

const tables =
  "entry chain tree_leaf tree_node tree_head checkpoint anchor_receipt request vote attempt".split(" ");
const cannotOpen = [3, 5, 6, 8, 14];
const blob = (name: string) =>
  `CASE WHEN typeof(${name}) = 'blob' AND length(${name}) <= ${maxEntryBytes} THEN ${name} END AS bytes`;
const columns = `e.id, e.chain, e.n, e.at, e.type, e.request_key AS requestKey, e.hash, ${blob("e.bytes")}`;

async function checkDatabase(run: Run, file: string): Promise<Log> {
  const name = path.basename(file);
  const sqlite = await import("node:sqlite").catch(() => null);
  if (!sqlite) throw new Unreadable(`${name} needs Node 22.13 or newer, this is ${process.versions.node}`);
  const [log, found] = [newLog(run, file), run.findings.length];
  let [db, ours]: [DatabaseSync | null, boolean] = [null, false];
  try {
    db = new sqlite.DatabaseSync(file, { readOnly: true });
    db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; BEGIN");
    const there = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const lacking = tables.filter((table) => there.every((one) => one["name"] !== table));
    ours = !lacking.includes("entry") && !(lacking.includes("tree_leaf") && lacking.includes("checkpoint"));
    if (!ours) throw new NotOurs(`${name} is not a database with a sealed log of Countersign`);
    if (lacking.length > 0) throw new Error(`it has no table ${lacking.join(", ")}`);
    checkTables(log, db);
  } catch (error) {
    const code = Number((error as { errcode?: unknown }).errcode ?? 0) & 255;
    if (error instanceof NotOurs) throw error;
    if (!ours || cannotOpen.includes(code)) throw new Unreadable(`${name}: ${words(error)}`);
    bad(log, "bytes_form", at(0), `${name} is damaged: ${words(error)}`);
  } finally {
    db?.close();
  }
  finish(log, found);
  return log;
}

type Query = (sql: string, ...values: number[]) => Iterable<Fields>;

function checkTables(log: Log, db: DatabaseSync): void {
  const query: Query = (sql, ...values) => db.prepare(sql).iterate(...values);
  // Indexes may give the order but no values: one that was damaged or edited must neither hide nor change a row.
  const total = (table: string) => db.prepare(`SELECT count(*) AS n FROM ${table} NOT INDEXED`).get()?.["n"];
  for (const { epoch, size, root, note } of query("SELECT * FROM checkpoint NOT INDEXED")) {
    const from = `checkpoint ${show(epoch)}/${show(size)}`;
    const head = addNote(log, String(note), { from, own: true, at: "" });
    if (head && (head.epoch !== epoch || head.size !== size || head.root !== root))
      bad(log, "root", at(head.epoch), `${from} isn't what its note says`);
  }
  checkForks(log, log.heads);
  const leaves =
    `SELECT l.epoch, l.idx, l.hash AS leaf, ${columns} FROM tree_leaf o ` +
    "CROSS JOIN tree_leaf l ON l.rowid = o.rowid LEFT JOIN entry i ON i.id = l.entry_id " +
    "LEFT JOIN entry e ON e.rowid = i.rowid AND e.id = l.entry_id ORDER BY o.epoch, o.idx";
  for (const row of query(leaves)) {
    const { epoch, idx, leaf, id, bytes, hash } = row;
    const place = { epoch, index: idx, chain: row["chain"], n: row["n"] } as Place;
    const fault = id === null ? "the entry of this leaf is gone" : "";
    if (place.epoch < 1 || Number(idx) < 0 || !hex64.test(String(leaf))) throw new Error("a leaf of no tree");
    checkRow(log, { place, bytes, hash, leaf: String(leaf), stored: fault === "" ? row : {}, fault });
  }
  const sealed = log.entries;
  const waiting =
    "(SELECT w.id FROM entry w LEFT JOIN tree_leaf l ON l.entry_id = w.id WHERE l.entry_id IS NULL)";
  const others = `entry i CROSS JOIN entry e ON e.rowid = i.rowid WHERE i.id IN ${waiting} ORDER BY e.chain, e.n`;
  for (const row of query(`SELECT ${columns} FROM ${others}`)) {
    const place = { epoch: 0, index: null, chain: row["chain"], n: row["n"] } as Place;
    checkRow(log, { place, bytes: row["bytes"], hash: row["hash"], leaf: null, stored: row, fault: "" });
  }
  if (total("tree_leaf") !== sealed || total("entry") !== log.entries - log.gone.size)
    bad(log, "tree_leaf", at(0), "the tables and their indexes don't hold the same");
  checkTrees(log, query);
  for (const { key, n, hash } of query("SELECT * FROM chain NOT INDEXED")) {
    const end = log.chains.get(String(key));
    const gone = { epoch: 1, index: log.gone.get(String(hash)) ?? null, chain: String(key), n: Number(n) };
    if (Number(n) > Number(end?.n ?? 0)) bad(log, "chain_gap", gone, "is missing: its chain ended with it");
    else if (!end || end.n !== n || ![end.hash, end.also].includes(String(hash)))
      bad(log, "projection", end ?? at(0), "the table chain tells another end of the chain");
  }
  if (total("chain") !== log.chains.size) bad(log, "projection", at(0), "the table chain has other chains");
  for (const { anchor, epoch, size } of query("SELECT * FROM anchor_receipt NOT INDEXED")) {
    const held = treeOf(log, Number(epoch)).size;
    if (Number(size) > held && ![...log.trees].some(([one, { opened }]) => one > Number(epoch) && opened))
      bad(log, "truncated", at(Number(epoch), held), `${show(anchor)} took size ${show(size)}`);
  }
  checkProjection(log, query);
}

function checkTrees(log: Log, query: Query): void {
  const heads = new Map(
    [...query("SELECT * FROM tree_head NOT INDEXED")].map((head) => [Number(head["epoch"]), head]),
  );
  for (const epoch of [...heads.keys(), ...log.heads.map((head) => head.epoch)]) treeOf(log, epoch);
  const trees = new Map<unknown, { nodes: Buffer; seen: Buffer }[]>();
  for (const [epoch, tree] of log.trees) {
    const levels = checkHeads(log, epoch);
    const { size, root, origin } = heads.get(epoch) ?? { size: 0, root: rootAt([], 0) };
    if (Number(size) > tree.size) bad(log, "truncated", at(epoch, tree.size), `it had ${show(size)} leaves`);
    else if (size !== tree.size || root !== rootAt(levels, tree.size))
      bad(log, "root", at(epoch), "the head of the tree isn't that of its leaves");
    if (heads.has(epoch) && log.keys.every(({ name }) => name !== origin))
      bad(log, "origin", at(epoch), `the tree's origin ${show(origin)} is not in the policy`);
    trees.set(
      epoch,
      levels.map((nodes) => ({ nodes, seen: Buffer.alloc(nodes.length / 32) })),
    );
  }
  for (const { epoch, level, idx, hash } of query("SELECT * FROM tree_node NOT INDEXED")) {
    const { nodes, seen } = (Number(level) > 0 && trees.get(epoch)?.[Number(level)]) || {};
    const at32 = Number(idx) * 32;
    if (seen?.[Number(idx)] === 0 && nodes?.toString("hex", at32, at32 + 32) === hash) seen[Number(idx)] = 1;
    else if (seen?.[Number(idx)] !== 0) bad(log, "tree_node", at(0), "there is a node of no tree");
  }
  for (const [epoch, levels] of trees) {
    // Above a wrong node all are wrong, so only the lowest are told.
    const lowest = levels.findIndex(({ seen }, level) => level > 0 && seen.includes(0));
    for (const [node, isRight] of (levels[lowest]?.seen ?? []).entries())
      if (isRight === 0)
        bad(
          log,
          "tree_node",
          at(Number(epoch), node * 2 ** lowest),
          `node ${node} of level ${lowest} is wrong`,
        );
  }
}

/** Columns of a request, and where they stand in what was approved, which the log has by its digest. */
const asked = pairs(
  "action:action account_id:account case_key:caseKey key:requestKey reason:reason workflow_id:workflowId " +
    "subject_id:user.id snapshot_email:user.email snapshot_name:user.name snapshot_state:user.state " +
    "policy_id:policy.id policy_version:policy.version policy_rule:policy.rule needed:policy.approvers",
);

/** The tables repeat what the log says of requests: each fact there has to be one of the log, and the reverse. */
function checkProjection(log: Log, query: Query): void {
  const wrong = (key: unknown, text: string) =>
    bad(log, "projection", log.stories.get(String(key))?.place ?? at(0), `${show(key)}: ${text}`);
  const claim = (key: unknown, name: string, value: unknown) => {
    const facts = log.stories.get(String(key))?.facts;
    const told = facts?.get(name);
    if (told !== String(value)) wrong(key, `${name} is ${show(value)}, the log says ${show(told)}`);
    facts?.delete(name);
  };
  const votes = "vote v NOT INDEXED LEFT JOIN request r ON r.id = v.request_id AND r.digest = v.digest";
  for (const { key, person, decision } of query(
    `SELECT r.key, v.person_id AS person, v.decision FROM ${votes}`,
  ))
    claim(key, `vote ${String(person)}`, decision);
  for (const row of query(
    "SELECT r.key, a.* FROM attempt a NOT INDEXED LEFT JOIN request r ON r.id = a.request_id",
  )) {
    const answer = [row["answer_kind"], row["http_status"], row["provider_request_id"]].join(" ");
    claim(row["key"], `attempt ${String(row["n"])}`, /^(not_sent)? /.test(answer) ? "" : answer);
  }
  for (const row of query(`SELECT *, ${blob("payload")} FROM request NOT INDEXED`)) {
    const { key, status, digest, approvals, case_key, requester_person_id: requester } = row;
    const facts = Object.entries({ status, digest, approvals, case: case_key, requester });
    for (const [name, value] of facts) claim(key, name, value);
    const outcome = parseObject(row["outcome"]);
    if (status === "succeeded" || status === "refused")
      claim(key, "outcome", [outcome["code"], object(outcome["after"])["state"]].join(" "));
    const bytes = row["bytes"] instanceof Uint8Array ? row["bytes"] : Buffer.alloc(0);
    const said = parseObject(Buffer.from(bytes).toString());
    const valueAt = (where: string) =>
      where.split(".").reduce<unknown>((from, name) => object(from)[name], said) ?? null;
    const other = asked.filter(([column, where]) => row[column] !== valueAt(where)).map(([column]) => column);
    if (sha256(bytes) !== digest) other.push("payload");
    const { reason, snapshot_name: name, snapshot_email: email } = row;
    const isBlank = bytes.length === 0 && email === "" && [reason, name].every((text) => text === "(erased)");
    if (other.length > 0 && !(isBlank && log.erased.has(key)))
      wrong(key, `not what was approved: ${other.join(", ")}`);
  }
  for (const [key, { facts }] of log.stories) {
    facts.delete("sent");
    if (facts.size > 0) wrong(key, `the tables lack ${[...facts.keys()].join(", ")}`);
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

/** Text of a small file. What isn't UTF-8 in it becomes a sign that no form of ours allows. */
function readSmall(file: string): string {
  if (fs.statSync(file).size > 1_048_576) throw new Unreadable(`${path.basename(file)} is too large`);
  return fs.readFileSync(file, "utf8");
}

const ourNames = {
  "log.jsonl": "log",
  "checkpoint.txt": "note",
  "policy.txt": "policy",
  "signer-state.json": "signer",
};

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
  return new Map(Object.entries(ourNames)).get(path.basename(file));
}

function collect(run: Run, given: string, depth: number): void {
  const file = real(given);
  if (file === "") return void run.problems.push(`${show(given)} does not exist or can't be read`);
  const stat = fs.statSync(file);
  if (stat.isDirectory()) {
    // An evidence package is a folder with manifest.json, or a zip file of one: it will be recognised here.
    const before = run.files.size;
    const inside = fs.readdirSync(file).map((name) => path.join(file, name));
    for (const one of inside) if (depth < 2 && real(one) !== "") collect(run, one, depth + 1);
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
  const filesOf = (...wanted: string[]) => [...run.files].filter(([, { kind }]) => wanted.includes(kind));
  const folders = filesOf("log", "database").map(([file]) => path.dirname(file));
  const policies = filesOf("policy");
  const given = policies.filter(([file, { own }]) => !own || !folders.includes(path.dirname(file)));
  for (const [file] of given.length > 0 ? given : policies) run.keys.push(...parsePolicy(readSmall(file)));
  if (policies.length === 0) throw new Unreadable("there is no policy, so no key to check signatures with");
  if (new Set(run.keys.map(({ name }) => name.replace(/\/\d+$/, ""))).size > 1)
    throw new Unreadable("the policies name more than one log");
  if (given.length === 0)
    run.lines.push(
      "the keys lay beside the log, so this only says that it fits them: compare them with yours",
    );
}

function readHeads(run: Run): void {
  for (const [file, { kind }] of run.files) {
    const from = path.basename(file);
    const ofExport = run.files.get(path.join(path.dirname(file), "log.jsonl"))?.kind === "log";
    if (kind === "note" && !(ofExport && from === "checkpoint.txt"))
      addNote(run, readSmall(file), { from, own: false, at: "" });
    if (kind === "signer") {
      const { origin, size, root } = parseObject(readSmall(file).trimEnd());
      const head = { epoch: epochOf(origin), size: Number(size), root: String(root), signed: false };
      if (run.keys.some(({ name }) => name === origin) && head.size >= 0 && hex64.test(head.root))
        run.heads.push({ ...head, from, own: false, at: "" });
      else bad(run, "origin", at(0), `${from} is not the state of this log's signer`);
    }
    let number = 0;
    for (const line of kind === "anchors" ? readLines(file) : []) {
      const { note, anchoredAt } = parseObject(line);
      number += 1;
      addNote(run, String(note), { from: `${from}:${number}`, own: false, at: String(anchoredAt) });
    }
  }
  checkForks(run, run.heads);
}

function describe(run: Run, log: Log): void {
  const name = path.basename(log.name);
  const signed = log.heads.filter((head) => head.signed).sort((a, b) => b.epoch - a.epoch || b.size - a.size);
  const [newest, anchor] = [signed.find(({ size }) => size > 0), signed.find((head) => head.at !== "")];
  if (log.entries === 0 && !newest) run.problems.push(`${name}: nothing to check, it has no entries`);
  else if (!newest) run.problems.push(`${name}: nothing to check it against, there is no signed checkpoint`);
  if (!newest) return;
  const root = Buffer.from(newest.root, "hex").toString("base64");
  run.lines.push(`${name}: ${log.entries} entries, size ${newest.size}, root ${root}`);
  for (const key of run.keys.filter((one) => epochOf(one.name) === newest.epoch))
    run.lines.push(`origin ${key.name}`, `key ${key.vkey}`, `SHA-256 of the public key ${key.fingerprint}`);
  const minutes = Math.round((Date.now() - Date.parse(anchor?.at ?? "")) / 60_000);
  const age = anchor ? `size ${anchor.size} at ${show(anchor.at)}, ${minutes} min ago` : "none was given";
  run.lines.push(`newest anchor: ${age}`, `not covered: what came after size ${newest.size}`);
  if (log.unsealed > 0) run.lines.push(`not covered: ${log.unsealed} entries that no checkpoint seals`);
  if (log.partial) run.lines.push("not covered: what the chains held before this epoch");
  const since = anchor ? `size ${anchor.size}` : "the beginning";
  run.lines.push(`not covered: what somebody with the signing key changed after ${since}`);
}

type Answer = { exit: 0 | 1 | 2; lines: string[] };

function answer({ findings, seen, problems, losses, lines }: Run): Answer {
  const kinds = [...entryKinds, ...logKinds];
  const order = ({ kind, epoch, index }: Run["findings"][number]) =>
    Math.max(entryKinds.length - 1, kinds.indexOf(kind)) * 2 ** 48 +
    (epoch || 1) * 2 ** 36 +
    (index ?? 2 ** 35);
  findings.sort((a, b) => order(a) - order(b) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const found = findings.map(({ kind, chain, n, index, text }) => {
    const place = chain === null ? "" : `${show(chain)} n ${n}, `;
    return `${kind}: ${place}${index === null ? "" : `index ${index}, `}${show(text)}`;
  });
  for (const [kind, times] of seen)
    if (times > keptPerKind) found.push(`${kind}: ${times - keptPerKind} more`);
  const unchecked = problems.map((text) => `could not check: ${text}`);
  if (found.length > 0) return { exit: 1, lines: [`tampered: ${found[0]}`, ...found.slice(1), ...unchecked] };
  return problems.length > 0
    ? { exit: 2, lines: unchecked }
    : { exit: 0, lines: [...losses, "valid", ...lines] };
}

/** Checks what lies at the paths. Never throws: what can't be checked is exit 2, with the reason. */
export async function verifyPaths(paths: string[]): Promise<Answer> {
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
    if (checked === 0) run.problems.push("nothing to check: no database and no exported log is there");
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
