/*
 * Checks Countersign's audit log offline: `node verify.mjs PATH…`. It needs Node 20 and nothing else, imports nothing
 * of the product, and trusts nothing that it reads. A PATH is an evidence package (a folder or a zip), a database, an
 * exported log, a checkpoint, a policy, an anchor file, a signer's state, or a folder of these, told apart by content.
 * `--backup` before them: a PATH is an older copy, and what lies beside it but the policy is of the log of today.
 * Exit 0: valid. 1: tampered, the first bad entry first. 2: could not check, which is never a yes.
 */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import * as zlib from "node:zlib";

// These are about single entries and are told first, in the order of the tree; of equals this order counts.
const entryKinds =
  "bytes_form leaf_hash chain_gap chain_prev chain_time truncated tree_leaf proof disclosure".split(" ");
const logKinds = "tree_node root fork inconsistent signature origin unsealed projection package_file".split(
  " ",
);
const keptPerKind = 1_000;
const maxEntryBytes = 65_536;
const maxLineBytes = 131_072;
const maxPackageBytes = 512 * 1_048_576;
const maxFiles = 100_000;
const maxHoles = 100_000;
const sealedWithinMs = 60_000;
const noHash = "0".repeat(64);

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
  at: string;
  own: boolean;
  signed: boolean;
};
type Link = { key: string; n: number; prev: string };
type Entry = Fields & { id: string; at: string; type: string; chain: Link };
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
type Chained = { hash: string; also: string; prev: string; at: string; sealed: number };
/** The end of a chain so far, and of its part in a tree. Of `rival` and `suspect` the next entry tells the wrong one. */
type End = Place & Chained & { rival: End | null; suspect: End | null };
type Story = { place: Place; facts: Map<string, string> };

class Unreadable extends Error {}
class NotOurs extends Unreadable {}
class Damaged extends Error {}

const newRun = () => ({
  findings: [] as (Place & { kind: string; text: string })[],
  seen: new Map<string, number>(),
  problems: [] as string[],
  losses: [] as string[],
  lines: [] as string[],
  keys: [] as Key[],
  heads: [] as Head[],
  files: new Map<string, { kind: string; own: boolean }>(),
  isBackup: false,
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

/**
 * What is known of one log; its first `given` heads came from elsewhere. `partial`: it begins in the middle of its
 * chains, as an export from a later epoch on and the package of a period do. `head`: the checkpoint that came with it.
 * `hasTree`: all entries of its trees are there, and not some with their proofs.
 */
const newLog = (run: Run, name: string) => ({
  ...run,
  name,
  heads: [...run.heads],
  given: run.heads.length,
  head: null as Head | null,
  notes: [] as string[],
  epoch: 1,
  partial: false,
  hasTree: true,
  hasTables: false,
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
const isCount = (it: unknown): it is number => Number.isSafeInteger(it) && Number(it) >= 0;
const isHash = (it: unknown): it is string => typeof it === "string" && /^[0-9a-f]{64}$/.test(it);
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
const shownShape = [...itemShape, ...pairs("epoch:number")];

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
  if (chain.n < 1 || !isHash(chain.prev)) throw new Unreadable("not an entry: its place in the chain");
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

/** Adds the head that a note tells where a key of the policy signed it; else there is a finding, and null. */
function addNote(run: Run, note: string, from: string, { own = true, at: time = "" } = {}): Head | null {
  const wrong = (kind: string, text: string): null => {
    bad(run, kind, at(0), `${from}: ${text}`);
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
    from,
    own,
    at: time,
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
function checkRow(log: Log, { place, bytes, hash: kept, leaf, stored, fault }: Row): Entry | null {
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
  if (log.hasTree && place.epoch === 0 && place.index === 0) {
    log.epoch = entry?.type === "epoch.opened" ? epochOf(object(entry["facts"])["previousOrigin"]) + 1 : 1;
    log.partial = log.epoch > 1 && log.trees.size === 0;
  }
  if (place.index !== null) place.epoch ||= log.epoch;
  // Where bytes were changed, what stands beside them says better which entry this was.
  if (entry && (place.chain === null || faults.length === 0)) {
    const { id, type, chain } = entry;
    const requestKey = object(entry["request"])["key"] ?? null;
    const said: Fields = { id, type, at: Date.parse(entry.at), chain: chain.key, n: chain.n, requestKey };
    said["caseKey"] = chain.key.startsWith("IR-") ? chain.key : null;
    for (const name in stored) {
      if (name in said && stored[name] !== said[name])
        faults.push(["projection", `beside it: another ${name}`]);
    }
    [place.chain, place.n] = [chain.key, chain.n];
    if (entry["v"] !== 1) log.problems.push(`${show(chain.key)} ${chain.n} is of an unknown version`);
  }
  for (const [kind, text] of faults) bad(log, kind, place, text);
  const tree = log.hasTree && place.index !== null ? treeOf(log, place.epoch) : null;
  if (tree) placeLeaf(log, tree, place, leaf ?? hash ?? noHash);
  if (hash === null && leaf !== null) log.gone.set(leaf, Number(place.index));
  if (hash !== null && place.chain !== null)
    checkChain(log, place, { hash, also: String(kept), entry, tree });
  if (!entry) return null;
  if (entry.type === "epoch.opened" && place.index === 0 && tree)
    tree.opened = { ...object(entry["facts"]), at: entry.at };
  if (log.hasTables) fold(log, entry, place);
  if (tree && Number(place.index) < tree.signed) {
    if (entry.at > log.sealedAt) log.sealedAt = entry.at;
  } else {
    log.unsealed += 1;
    if (log.waiting.length < keptPerKind) log.waiting.push({ time: entry.at, place });
  }
  return entry;
}

function checkChain(log: Log, place: Place, read: Read, isLate = false): void {
  const { hash, also, entry, tree } = read;
  const [chain, n] = [String(place.chain), Number(place.n)];
  if (log.opening?.place.chain === chain && n > Number(log.opening.place.n)) takeOpening(log);
  const known = log.chains.get(chain);
  const begin = { hash: noHash, also: noHash, prev: "", at: "", sealed: 0, rival: null, suspect: null };
  const end: End = known ?? { ...place, n: log.partial ? n - 1 : 0, ...begin };
  const [before, prev] = [Number(end.n), entry?.chain.prev ?? end.hash];
  const [time, sealed] = [entry?.at ?? end.at, tree ? n : end.sealed];
  const next: End = { ...place, hash, also, prev, at: time, sealed, rival: null, suspect: null };
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
  } else if (![end.hash, end.also].includes(prev) && (known || !log.partial || n === 1)) {
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
  const [request, call] = [object(entry["request"]), object(entry["call"])];
  const outcome = object(entry["outcome"]);
  if (type === "subject.key_destroyed") {
    for (const key of String(object(entry["facts"])["requests"]).split(" ")) log.erased.add(key);
  }
  if (entry["request"] === null) return;
  const story = log.stories.get(String(request["key"])) ?? { place, facts: new Map<string, string>() };
  const { facts } = story;
  const tell = (name: string, value: unknown) => facts.set(name, String(value));
  const [before, after] = [facts.get("status"), entry["after"]];
  const who = String(object(entry["actor"])["personId"]);
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
  if (isHash(foundRoot) && (tree.size > 0 || epoch === 1))
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

/** The heads from `since` on; those before were held against each other already. */
function checkForks(run: Run, since = 0): void {
  const roots = new Map<string, Head>();
  for (const [number, head] of run.heads.entries()) {
    const other = roots.get(`${head.epoch} ${head.size}`) ?? head;
    roots.set(`${head.epoch} ${head.size}`, other);
    if (number >= since && other.root !== head.root)
      bad(run, "fork", at(head.epoch), `${other.from} and ${head.from}: two roots for size ${head.size}`);
  }
}

/** What is only known at the end; and findings about trees learn whose entry stands at their index. */
function finish(log: Log, found: number): void {
  takeOpening(log);
  checkForks(log, log.given);
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

/** The pieces of a file, which is never held as a whole. */
function* readPieces(file: string): Generator<Buffer> {
  const handle = fs.openSync(file, "r");
  const piece = Buffer.allocUnsafe(1_048_576);
  try {
    for (let read = fs.readSync(handle, piece); read > 0; read = fs.readSync(handle, piece))
      yield piece.subarray(0, read);
  } finally {
    fs.closeSync(handle);
  }
}

/** Lines in UTF-8, null for one that isn't or is too long; after one that is far too long there is no other. */
function* readLines(pieces: Iterable<Buffer>): Generator<string | null> {
  const decode = (bytes: Uint8Array): string | null => {
    try {
      return bytes.length > maxLineBytes ? null : utf8.decode(bytes);
    } catch {
      return null;
    }
  };
  let rest: Buffer = Buffer.alloc(0);
  for (const piece of pieces) {
    rest = Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      yield decode(rest.subarray(start, end));
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > maxLineBytes) break;
  }
  if (rest.length > 0) yield decode(rest);
}

/** Takes in a line of an exported log or, with its epoch and in canonical form, of a package's timeline. */
function checkLine(log: Log, line: string | null, number: number): Shown {
  const types = log.hasTree ? itemShape : shownShape;
  const fields = log.hasTree ? parseObject(line) : parseCanonical(Buffer.from(`${line}\n`));
  const { index, caseKey: chain, caseSeq: n, hash, epoch = 0 } = fields;
  const isItem =
    hasShape(fields, types) &&
    Object.keys(fields).length === types.length &&
    isHash(hash) &&
    isCount(index) &&
    isCount(epoch) &&
    (log.hasTree || epoch !== 0);
  const bytes = isItem ? fromBase64(fields["leaf"]) : null;
  const fault = bytes ? "" : `line ${number} is not an item`;
  const place = bytes ? ({ epoch, index, chain, n } as Place) : at(0, log.hasTree ? number - 1 : null);
  const row = { place, bytes, hash, leaf: bytes && String(hash), stored: { caseKey: chain, n }, fault };
  return { place, bytes, entry: checkRow(log, row) };
}

function checkExport(run: Run, file: string): Log {
  const found = run.findings.length;
  const beside = path.join(path.dirname(file), "checkpoint.txt");
  const isOwn = run.files.has(beside);
  const log = newLog(run, file);
  if (isOwn) log.head = addNote(log, readSmall(beside), "checkpoint.txt");
  log.epoch = log.head?.epoch ?? 1;
  let number = 0;
  for (const line of readLines(readPieces(file))) checkLine(log, line, (number += 1));
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
    log.hasTables = true;
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
    const head = addNote(log, String(note), from);
    if (head && (head.epoch !== epoch || head.size !== size || head.root !== root))
      bad(log, "root", at(head.epoch), `${from} isn't what its note says`);
  }
  const leaves =
    `SELECT l.epoch, l.idx, l.hash AS leaf, ${columns} FROM tree_leaf o ` +
    "CROSS JOIN tree_leaf l ON l.rowid = o.rowid LEFT JOIN entry i ON i.id = l.entry_id " +
    "LEFT JOIN entry e ON e.rowid = i.rowid AND e.id = l.entry_id ORDER BY o.epoch, o.idx";
  for (const row of query(leaves)) {
    const { epoch, idx, leaf, id, bytes, hash } = row;
    const place = { epoch, index: idx, chain: row["chain"], n: row["n"] } as Place;
    const fault = id === null ? "the entry of this leaf is gone" : "";
    if (!isCount(epoch) || epoch === 0 || !isCount(idx) || !isHash(leaf))
      throw new Error("a leaf of no tree");
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
  for (const { key, n, hash, at: time, sealed_n: sealed } of query("SELECT * FROM chain NOT INDEXED")) {
    const end = log.chains.get(String(key));
    const gone = { epoch: 1, index: log.gone.get(String(hash)) ?? null, chain: String(key), n: Number(n) };
    if (Number(n) > Number(end?.n ?? 0)) bad(log, "chain_gap", gone, "is missing: its chain ended with it");
    else if (!end || end.n !== n || ![end.hash, end.also].includes(String(hash)))
      bad(log, "projection", end ?? at(0), "the table chain tells another end of the chain");
    else if (time !== Date.parse(end.at) || ![undefined, end.sealed].includes(sealed as number))
      bad(log, "projection", end, "the table chain tells another time, or more or less that is in the tree");
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

// ---- the evidence package ----

type Files = { names: string[]; read: (name: string) => Buffer | null };
/** A package as found: what it says of itself, its files that it lists, and what else lies in its folder. */
type Package = Files & { name: string; manifest: Fields; others: string[] };
type Shown = { place: Place; bytes: Buffer | null; entry: Entry | null };

const fileName = /^(?!(.*\/)?\.{1,2}(\/|$))(?=.{1,200}$)[\w.-]+(\/[\w.-]+)*$/;
const neededFiles =
  "timeline.jsonl checkpoint.txt policy.txt disclosure.json request.json signals/index.json".split(" ");
const manifestShape = pairs(
  "v:number kind:string case:string|null period:object|null installationId:string product:object " +
    "origin:string epoch:number size:number root:string chains:array entries:number files:array " +
    "keyId:string signature:string",
);
const fileShape = pairs("path:string sha256:string bytes:number");
const partShape = pairs("entry:string field:string kid:string key:string|null text:string|null");
const requestShape = pairs("key:string digest:string payload:string|null");
const signalShape = pairs("id:string rawSha256:string file:string|null");
const proofForm = /^c2sp\.org\/tlog-proof@v1\nindex (0|[1-9]\d{0,14})\n((?:\S{43}=\n){0,53})\n([^]+)$/;
const consistencyForm = /^([^]+\n)\nconsistency ([1-9]\d{0,14}) ([1-9]\d{0,14})\n((?:\S{43}=\n){0,54})$/;

/** What a file in canonical JSON holds; without fields where it isn't one. */
function parseCanonical(bytes: Buffer | null): Fields {
  try {
    const text = utf8.decode(bytes ?? Buffer.alloc(0));
    const value: unknown = JSON.parse(text);
    return formOf(value, 0) > 0 && `${canonical(value)}\n` === text ? object(value) : {};
  } catch {
    return {};
  }
}

/** A list of objects of one shape; null where it isn't one. */
function listOf(items: unknown, types: [string, string][]): Fields[] | null {
  return Array.isArray(items) && items.every((one) => hasShape(object(one), types)) ? items : null;
}

function filesOfFolder(folder: string): Files {
  const names: string[] = [];
  const walk = (inside: string, depth: number) => {
    for (const one of fs.readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const name = inside + one.name;
      if (one.isDirectory() && depth < 4) walk(`${name}/`, depth + 1);
      else names.push(name);
      if (names.length > maxFiles) throw new Unreadable("too many files for a package");
    }
  };
  walk("", 0);
  const read = (name: string) => {
    const file = path.join(folder, name);
    // What a link leads to isn't in the package.
    if (real(file) !== file || !fs.statSync(file).isFile()) return null;
    if (fs.statSync(file).size > maxPackageBytes) throw new Unreadable(`${name} is too large`);
    return fs.readFileSync(file);
  };
  return { names, read };
}

/**
 * The files of a zip that means the same to every program: records without gaps, in the order of the directory and the
 * same there, no extras, no comments, no flags but that of UTF-8, all of 1980-01-01. Throws `Damaged` for any other.
 */
function filesOfZip(zip: Buffer): Files {
  const need = (good: boolean, text: string) => {
    if (!good) throw new Damaged(`the zip ${text}`);
  };
  const end = zip.length - 22;
  need(end >= 0 && zip.readUInt32LE(end) === 0x06054b50, "doesn't end with its directory");
  const [count, start] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 16)];
  need(zip.readUInt32LE(end + 4) === 0 && zip.readUInt16LE(end + 8) === count, "is one of several parts");
  need(
    start + zip.readUInt32LE(end + 12) === end && zip.readUInt16LE(end + 20) === 0,
    "holds more than files",
  );
  const found = new Map<string, { packed: Buffer; size: number; crc: number; isStored: boolean }>();
  const taken = new Set<string>();
  let [record, next, total] = [start, 0, 0];
  for (let number = 0; number < count; number += 1) {
    need(record + 46 <= end && zip.readUInt32LE(record) === 0x02014b50, "has a broken directory");
    const [flags, method, time, date, length = 0] = [8, 10, 12, 14, 28].map((from) =>
      zip.readUInt16LE(record + from),
    );
    const [crc = 0, packed = 0, size = 0] = [16, 20, 24].map((from) => zip.readUInt32LE(record + from));
    const name = zip.toString("latin1", record + 46, record + 46 + length);
    need(record + 46 + length <= end && fileName.test(name), "has a file whose name isn't allowed");
    need(!taken.has(name.toLowerCase()), `has ${name} twice`);
    need((flags === 0 || flags === 0x800) && time === 0 && date === 0x21, `has ${name} of another form`);
    need(method === 8 || (method === 0 && packed === size), `has ${name} packed in another way`);
    const from = next + 30 + length;
    const isTold =
      from + packed <= start &&
      zip.readUInt32LE(next) === 0x04034b50 &&
      zip.compare(zip, record + 6, record + 32, next + 4, next + 30) === 0 &&
      zip.compare(zip, record + 46, record + 46 + length, next + 30, from) === 0 &&
      zip.readUInt32LE(record + 42) === next;
    // Extra fields, comments and disks there are none; maker and attributes are the same of all files.
    const isPlain =
      zip.readUIntBE(record + 30, 6) === 0 &&
      zip.compare(zip, record + 36, record + 42, start + 36, start + 42) === 0 &&
      zip.readUInt16LE(record + 4) === zip.readUInt16LE(start + 4);
    need(isTold && isPlain, `says two things of ${name}`);
    found.set(name, { packed: zip.subarray(from, from + packed), size, crc, isStored: method === 0 });
    taken.add(name.toLowerCase());
    [record, next, total] = [record + 46 + length, from + packed, total + size];
  }
  need(record === end && next === start, "holds more than files");
  if (total > maxPackageBytes || count > maxFiles) throw new Unreadable("the zip holds too much");
  const read = (name: string) => {
    const one = found.get(name);
    const plain = one?.isStored ? one.packed : inflate(one?.packed, one?.size);
    return one && plain?.length === one.size && crc32(plain) === one.crc ? plain : null;
  };
  return { names: [...found.keys()], read };
}

/** What all of these bytes unpack to, where that isn't more than `size`; else null. */
function inflate(packed: Uint8Array = Buffer.alloc(0), size = 0): Buffer | null {
  try {
    const options = { maxOutputLength: Math.max(1, size), info: true };
    // With `info` there is the engine too, which knows how much of the input it took.
    const done: unknown = zlib.inflateRawSync(packed, options);
    const { buffer, engine } = done as { buffer: Buffer; engine: { bytesWritten: number } };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch {
    return null;
  }
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte;
});

// Node has it since 20.15.
function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Opens a package and holds its files against its manifest, for which no key is needed. Null where it has none. */
function openPackage(run: Run, file: string): Package | null {
  const name = path.basename(file);
  const wrong = (text: string) => bad(run, "package_file", at(0), `${name}: ${text}`);
  const stat = fs.statSync(file);
  if (stat.isFile() && stat.size > maxPackageBytes) throw new Unreadable(`${name} is too large`);
  let found: Files = { names: [], read: () => null };
  try {
    found = stat.isFile() ? filesOfZip(fs.readFileSync(file)) : filesOfFolder(file);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    wrong(error.message);
  }
  const manifest = parseCanonical(found.read("manifest.json"));
  const files = listOf(manifest["files"], fileShape);
  if (!files || !hasShape(manifest, manifestShape) || Object.keys(manifest).length !== manifestShape.length) {
    wrong("manifest.json is missing, or isn't a manifest");
    return null;
  }
  let total = 0;
  const names: string[] = [];
  for (const { path: listed, sha256: hash, bytes } of files) {
    const one = String(listed);
    const isName = fileName.test(one) && one !== "manifest.json";
    total += Number(bytes);
    if (total > maxPackageBytes) throw new Unreadable(`${name}: its files are too large together`);
    if (!isName || one <= (names.at(-1) ?? "")) wrong(`the manifest's list of files is wrong at ${one}`);
    const content = isName ? found.read(one) : null;
    if (!content) wrong(`${one} is missing, or isn't a file as it has to be`);
    else if (content.length !== bytes || sha256(content) !== hash) wrong(`${one} was changed`);
    names.push(one);
  }
  const listed = new Set(names);
  for (const one of neededFiles) if (!listed.has(one)) wrong(`the manifest doesn't name ${one}`);
  const others = found.names.filter((one) => one !== "manifest.json" && !listed.has(one));
  if (stat.isFile()) for (const one of others) wrong(`${one} is not in the manifest`);
  return { name, manifest, names, others, read: (one) => (listed.has(one) ? found.read(one) : null) };
}

/** Holds an opened package against the keys: what it shows, and that all of it is in the log up to its checkpoint. */
function checkPackage(run: Run, pack: Package): Log {
  const { name, manifest, read } = pack;
  const { signature, ...signed } = manifest;
  const [log, found, isCase] = [newLog(run, name), run.findings.length, manifest["kind"] === "case"];
  const wrong = (text: string) => bad(log, "package_file", at(0), `${name}: ${text}`);
  const key = log.keys.find((one) => one.name === manifest["origin"] && one.id === manifest["keyId"]);
  const body = Buffer.from(`countersign/evidence-package/1\n${canonical(signed)}`);
  if (!key || !crypto.verify(null, body, key.key, fromBase64(signature) ?? Buffer.alloc(0)))
    wrong("no key of the policy signed the manifest");
  else if (manifest["v"] !== 1) log.problems.push(`${name} is of an unknown version`);
  if (!isCase && manifest["kind"] !== "period") wrong("the manifest is that of neither a case nor a period");
  if (isCase === (manifest["case"] === null) || isCase !== (manifest["period"] === null))
    wrong("the manifest doesn't say which case or period it is of");
  const note = String(read("checkpoint.txt"));
  [log.hasTree, log.partial, log.head] = [false, !isCase, addNote(log, note, `${name} checkpoint.txt`)];
  const beginning = [manifest["origin"], manifest["size"], manifest["root"], ""].join("\n");
  if (!note.startsWith(beginning) || log.head?.epoch !== manifest["epoch"])
    wrong("checkpoint.txt isn't the checkpoint that the manifest names");
  const shown = checkTimeline(log, pack, isCase);
  checkProofs(log, pack, note, shown);
  checkConsistency(log, pack);
  checkDisclosure(log, pack, shown);
  const chains = new Map<string, { key: string; first: number; last: number }>();
  for (const { entry } of shown) {
    const { key: of, n } = entry?.chain ?? { key: "", n: 0 };
    if (entry) chains.set(of, { key: of, first: chains.get(of)?.first ?? n, last: n });
  }
  const told = [...chains.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (canonical(told) !== canonical(manifest["chains"]) || shown.length !== manifest["entries"])
    wrong("the manifest tells of other chains or entries than the timeline shows");
  if (isCase && told.some((one) => one.key !== manifest["case"])) wrong("there are entries of another case");
  [log.waiting, log.unsealed] = [[], 0];
  finish(log, found);
  const { from: since, to } = object(manifest["period"]);
  log.notes.unshift(
    isCase ? `evidence of ${show(manifest["case"])}` : `evidence of ${show(since)} to ${show(to)}`,
  );
  if (pack.others.length > 0) {
    const few = pack.others.slice(0, 5).join(", ");
    log.notes.push(
      `not covered: files that the package doesn't name (${pack.others.length}), such as ${few}`,
    );
  }
  log.notes.push("not covered: whether the report and the other views say what the entries say");
  return log;
}

function checkTimeline(log: Log, { manifest, read }: Package, isCase: boolean): Shown[] {
  const shown: Shown[] = [];
  let before = at(0);
  for (const line of readLines([read("timeline.jsonl") ?? Buffer.alloc(0)])) {
    const one = checkLine(log, line, shown.length + 1);
    const { epoch, index } = one.place;
    shown.push(one);
    if (index === null) continue;
    const last = before.epoch === epoch ? Number(before.index) : -1;
    if (isCase ? epoch < before.epoch || index <= last : epoch !== manifest["epoch"])
      bad(log, "tree_leaf", one.place, "doesn't stand in the order of the tree");
    else if (!isCase && before.index !== null && index !== last + 1)
      bad(log, "tree_leaf", one.place, `comes after ${last}, what was between them is missing`);
    before = one.place;
  }
  return shown;
}

/**
 * From a node to the root, as RFC 9162 goes in 2.1.3.2 and 2.1.4.2: the roots of the tree that ended with this node, and
 * of the whole; null where these aren't just as many hashes as there have to be. `last` is the level's last node.
 */
function climb(start: string, node: number, last: number, hashes: string[]): [string, string] | null {
  let [then, now] = [start, start];
  const join = (left: string, right: string) => nodeHash(Buffer.from(left, "hex"), Buffer.from(right, "hex"));
  const rise = () => ([node, last] = [Math.floor(node / 2), Math.floor(last / 2)]);
  for (const hash of hashes) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      [then, now] = [join(hash, then), join(hash, now)];
      while (node % 2 === 0 && node !== 0) rise();
    } else now = join(now, hash);
    rise();
  }
  return last === 0 ? [then, now] : null;
}

const hashesIn = (lines: string): string[] =>
  (lines.match(/\S+/g) ?? []).map((line) => fromBase64(line)?.toString("hex") ?? "");

/** Each entry that is shown is in the tree at its place. What a proof says of itself counts for nothing. */
function checkProofs(log: Log, { name, names, read }: Package, note: string, shown: Shown[]): void {
  const heads = new Map([[log.head?.epoch ?? 0, { note, head: log.head }]]);
  for (const { place, bytes } of shown) {
    const file = `proofs/${place.epoch}-${place.index}.tlog-proof`;
    const text = String(read(file) ?? "");
    const [, index, lines = "", said = ""] = proofForm.exec(text) ?? [];
    if (said !== "" && !heads.has(place.epoch))
      heads.set(place.epoch, { note: said, head: addNote(log, said, `${name} ${file}`) });
    const { note: known, head } = heads.get(place.epoch) ?? { head: null };
    const roots =
      head?.epoch === place.epoch &&
      said === known &&
      index === String(place.index) &&
      bytes &&
      bytes.length <= maxEntryBytes
        ? climb(leafHash(bytes), Number(place.index), head.size - 1, hashesIn(lines))
        : null;
    if (text === "") bad(log, "proof", place, "has no proof");
    else if (!roots || roots[1] !== head?.root || Number(place.index) >= head.size)
      bad(log, "proof", place, "its proof doesn't lead from it to the checkpoint");
  }
  if (names.filter((one) => one.startsWith("proofs/")).length !== shown.length)
    bad(log, "proof", at(0), `${name} has proofs of entries that it doesn't show`);
}

/** That an older checkpoint is a beginning of the head. */
function checkConsistency(log: Log, { name, names, read }: Package): void {
  if (!names.includes("consistency.txt")) return;
  const [, note = "", from, to, lines = ""] = consistencyForm.exec(String(read("consistency.txt"))) ?? [];
  const [old, head] = [addNote(log, note, `${name} consistency.txt`), log.head];
  const hashes = hashesIn(lines);
  let [node, last] = [Number(from) - 1, Number(to) - 1];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  // The root of a complete old tree is a node of the new one, and isn't repeated.
  const roots = climb(node === 0 ? (old?.root ?? "") : (hashes.shift() ?? ""), node, last, hashes);
  const isOfHead = old?.epoch === head?.epoch && old?.size === Number(from) && head?.size === Number(to);
  if (!isOfHead || Number(from) >= Number(to) || roots?.[0] !== old?.root || roots?.[1] !== head?.root)
    bad(log, "proof", at(0), `${name} consistency.txt doesn't lead from the older checkpoint to the head`);
}

/** Whether a key is the one that the part of an entry commits to, and opens it to just this text. */
function opens(part: Fields, { key: encodedKey, text }: Fields, about: string): boolean {
  const [key, nonce, sealed] = [encodedKey, part["nonce"], part["ct"]].map(fromBase64);
  if (key?.length !== 32 || nonce?.length !== 12 || !sealed || sealed.length < 16) return false;
  if (typeof text !== "string") return false;
  if (sha256(Buffer.concat([Buffer.from("kc"), key])) !== part["kc"]) return false;
  try {
    const decipher = crypto.createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return plain.equals(Buffer.from(text));
  } catch {
    return false;
  }
}

/** What is readable beside the entries is what they hold encrypted, or hold the digest of. */
function checkDisclosure(log: Log, { name, manifest, read }: Package, shown: Shown[]): void {
  const wrong = (place: Place, text: string) => bad(log, "disclosure", place, text);
  const items = (file: string, field: string, types: [string, string][]): Fields[] => {
    const found = listOf(parseCanonical(read(file))[field], types);
    if (!found) wrong(at(0), `${name} ${file} isn't a list of ${field}`);
    return found ?? [];
  };
  const parts = items("disclosure.json", "parts", partShape);
  const digests = new Map<unknown, { place: Place; hash: unknown }>();
  let [next, closed, unbound] = [0, 0, 0];
  for (const { entry, place } of shown) {
    const { id, enc, request, cause, facts, type } = entry ?? ({ enc: [] } as Fields);
    for (const part of (enc as unknown[]).map(object)) {
      const line = parts[next] ?? {};
      const field = show(part["field"]);
      if (line["entry"] !== id || line["field"] !== part["field"] || line["kid"] !== part["kid"]) {
        wrong(place, `${field} has no line in disclosure.json, or not in its place`);
        continue;
      }
      next += 1;
      if (line["key"] === null && line["text"] === null) closed += 1;
      else if (!opens(part, line, [manifest["installationId"], id, part["field"]].join("\n")))
        wrong(place, `${field} isn't what disclosure.json says`);
    }
    const { key, digest } = object(request);
    if (typeof digest === "string") digests.set(key, { place, hash: digest });
    const signals = type === "signal.received" ? object(cause)["signals"] : [];
    for (const signal of Array.isArray(signals) ? signals : [])
      digests.set(signal, { place, hash: object(facts)["rawSha256"] ?? digests.get(signal)?.hash });
  }
  if (next < parts.length) wrong(at(0), `${name} disclosure.json has lines of nothing that is shown`);
  for (const { key, digest, payload } of items("request.json", "requests", requestShape)) {
    const told = digests.get(key);
    const bytes = payload === null ? null : (fromBase64(payload) ?? Buffer.alloc(0));
    if (told?.hash !== digest || (bytes && sha256(bytes) !== digest))
      wrong(told?.place ?? at(0), `${show(key)}: request.json isn't what its entries have the digest of`);
  }
  for (const { id, rawSha256, file } of items("signals/index.json", "signals", signalShape)) {
    const told = digests.get(id);
    const raw = typeof file === "string" ? (read(file) ?? Buffer.alloc(0)) : null;
    if (!told || (told.hash ?? rawSha256) !== rawSha256 || (raw && sha256(raw) !== rawSha256))
      wrong(told?.place ?? at(0), `signal ${show(id)} isn't what its entry has the digest of`);
    else if (raw && told.hash === undefined) unbound += 1;
  }
  if (closed > 0) log.notes.push(`not covered: texts whose key isn't here (${closed})`);
  if (unbound > 0)
    log.notes.push(`not covered: signals of which no entry here holds the digest (${unbound})`);
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

const packageFiles = "manifest.json timeline.jsonl disclosure.json proofs".split(" ");

/** What a file is, by its beginning and end; a name of ours counts where these say nothing any more. */
function recognise(file: string): string | undefined {
  const [start, end] = [Buffer.alloc(4_096), Buffer.alloc(65_536)];
  const handle = fs.openSync(file, "r");
  const text = start.toString("utf8", 0, fs.readSync(handle, start));
  const { size } = fs.fstatSync(handle);
  fs.readSync(handle, end, 0, end.length, Math.max(0, size - end.length));
  fs.closeSync(handle);
  const isZip = text.startsWith("PK\x03\x04") || end.includes("PK\x05\x06");
  if (isZip && packageFiles.some((name) => start.includes(name) || end.includes(name))) return "package";
  if (text.startsWith("SQLite format 3\0")) return "database";
  // A package's timeline says nothing without the rest of it.
  if (/^\s*\{[^]*"leaf":/.test(text) && !text.startsWith('{"caseKey":')) return "log";
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
    const [before, inside] = [run.files.size, fs.readdirSync(file)];
    if (packageFiles.filter((name) => inside.includes(name)).length > 1)
      return void run.files.set(file, { kind: "package", own: depth > 0 });
    for (const name of inside)
      if (depth < 2 && real(path.join(file, name)) !== "") collect(run, path.join(file, name), depth + 1);
    if (depth === 0 && run.files.size === before)
      run.problems.push(`${show(given)} holds nothing that can be checked`);
    return;
  }
  const kind = stat.isFile() ? recognise(file) : undefined;
  if (kind !== undefined && !run.files.has(file)) run.files.set(file, { kind, own: depth > 0 });
  if (kind === undefined && depth === 0)
    run.problems.push(`${show(given)} is nothing that this program knows`);
  if (depth > 0 || (kind !== "database" && kind !== "log")) return;
  const ofToday = run.isBackup ? [] : ["checkpoint.txt", "signer-state.json", "anchors"];
  for (const name of ["policy.txt", ...ofToday]) {
    const beside = path.join(path.dirname(file), name);
    if (real(beside) !== "") collect(run, beside, 1);
  }
}

/** Keys that were given count; only where none were, those that lie beside the log, and last a package's own. */
function readKeys(run: Run, packages: Package[]): void {
  const filesOf = (...wanted: string[]) => [...run.files].filter(([, { kind }]) => wanted.includes(kind));
  const folders = filesOf("log", "database").map(([file]) => path.dirname(file));
  const beside = filesOf("policy");
  const given = beside.filter(([file, { own }]) => !own || !folders.includes(path.dirname(file)));
  const policies = (given.length > 0 ? given : beside).map(([file]) => readSmall(file));
  if (beside.length === 0)
    policies.push(
      ...packages.map(({ read }) => String(read("policy.txt") ?? "")).filter((text) => text !== ""),
    );
  const keys = policies.flatMap(parsePolicy);
  if (keys.length === 0) throw new Unreadable("there is no policy, so no key to check signatures with");
  if (new Set(keys.map(({ name }) => name.replace(/\/\d+$/, ""))).size > 1)
    throw new Unreadable("the policies name more than one log");
  run.keys.push(...keys);
  const where = beside.length > 0 ? "lay beside the log" : "are the package's own";
  if (given.length === 0)
    run.lines.push(`the keys ${where}, so this only says that it fits them: compare them with yours`);
}

function readHeads(run: Run): void {
  for (const [file, { kind }] of run.files) {
    const from = path.basename(file);
    const ofExport = run.files.get(path.join(path.dirname(file), "log.jsonl"))?.kind === "log";
    if (kind === "note" && !(ofExport && from === "checkpoint.txt"))
      addNote(run, readSmall(file), from, { own: false });
    if (kind === "signer") {
      const { origin, size, root } = parseObject(readSmall(file).trimEnd());
      const head = { epoch: epochOf(origin), size: Number(size), root: String(root), signed: false };
      if (run.keys.some(({ name }) => name === origin) && head.size >= 0 && isHash(head.root))
        run.heads.push({ ...head, from, own: false, at: "" });
      else bad(run, "origin", at(0), `${from} is not the state of this log's signer`);
    }
    let number = 0;
    for (const line of kind === "anchors" ? readLines(readPieces(file)) : []) {
      const { note, anchoredAt } = parseObject(line);
      number += 1;
      addNote(run, String(note), `${from}:${number}`, { own: false, at: String(anchoredAt) });
    }
  }
  checkForks(run);
}

function describe(run: Run, log: Log): void {
  const name = path.basename(log.name);
  const own = log.heads.slice(log.given);
  // A package holds nothing against the heads of other sizes.
  const isHeld = (head: Head) =>
    log.hasTree
      ? log.trees.has(head.epoch)
      : own.some(({ epoch, size }) => epoch === head.epoch && size === head.size);
  const signed = log.heads
    .filter((head) => head.signed && isHeld(head))
    .sort((a, b) => b.epoch - a.epoch || b.size - a.size);
  const newest = log.head ?? signed.find(({ size }) => size > 0);
  const anchor = signed.find((head) => head.at !== "");
  if (log.entries === 0) run.problems.push(`${name}: nothing to check, it has no entries`);
  else if (!newest) run.problems.push(`${name}: nothing to check it against, there is no signed checkpoint`);
  if (!newest) return;
  const root = Buffer.from(newest.root, "hex").toString("base64");
  run.lines.push(`${name}: ${log.entries} entries, size ${newest.size}, root ${root}`);
  for (const key of run.keys.filter((one) => epochOf(one.name) === newest.epoch))
    run.lines.push(`origin ${key.name}`, `key ${key.vkey}`, `SHA-256 of the public key ${key.fingerprint}`);
  const minutes = Math.round((Date.now() - Date.parse(anchor?.at ?? "")) / 60_000);
  const age = anchor ? `size ${anchor.size} at ${show(anchor.at)}, ${minutes} min ago` : "none was given";
  run.lines.push(`newest anchor: ${age}`, ...log.notes);
  const others = log.heads.filter((head) => !isHeld(head)).length;
  if (others > 0) run.lines.push(`not covered: checkpoints of other sizes that were given (${others})`);
  if (log.unsealed > 0) run.lines.push(`not covered: ${log.unsealed} entries that no checkpoint seals`);
  if (log.partial) run.lines.push("not covered: what the chains held before their first entry here");
  const since = anchor ? `size ${anchor.size}` : "the beginning";
  run.lines.push(`not covered: what somebody with the signing key changed after ${since}`);
  run.lines.push(`Nothing here shows what came after checkpoint size ${newest.size}.`);
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
export async function verifyPaths(paths: string[], { isBackup = false } = {}): Promise<Answer> {
  const run = { ...newRun(), isBackup };
  const packages: Package[] = [];
  let checked = 0;
  try {
    for (const one of paths) collect(run, one, 0);
    if (run.problems.length > 0) return answer(run);
    const named = [...run.files].filter(([, { kind }]) => kind === "package");
    packages.push(...named.map(([file]) => openPackage(run, file)).filter((one) => one !== null));
    readKeys(run, packages);
    readHeads(run);
    const tell = (log: Log) => {
      describe(run, log);
      // What else was given has to be of the same log.
      if (log.head) run.heads.push({ ...log.head, from: path.basename(log.name), own: false });
    };
    for (const pack of packages) tell(checkPackage(run, pack));
    for (const [file, { kind, own }] of run.files) {
      if (kind !== "log" && kind !== "database") continue;
      try {
        tell(kind === "log" ? checkExport(run, file) : await checkDatabase(run, file));
        checked += 1;
      } catch (error) {
        // A folder may well hold databases of others; a database that was named has to be ours.
        if (!(error instanceof NotOurs && own)) throw error;
      }
    }
    if (checked + packages.length + run.findings.length === 0)
      run.problems.push("nothing to check: no package, no database and no exported log is there");
  } catch (error) {
    run.problems.push(words(error));
  }
  return answer(run);
}

if (process.argv[1] !== undefined && pathToFileURL(real(process.argv[1])).href === import.meta.url) {
  const [first, ...more] = process.argv.slice(2);
  const isBackup = first === "--backup";
  const { exit, lines } = await verifyPaths(isBackup ? more : process.argv.slice(2), { isBackup });
  process.exitCode = exit;
  // Whoever stops reading doesn't change what was found.
  process.stdout.on("error", () => undefined).write(`${lines.join("\n")}\n`);
}
