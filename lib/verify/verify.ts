/*
 * Checks Countersign's audit log offline: `node verify.mjs PATH…`. It needs Node 20 and nothing else, imports nothing
 * of the product, and trusts nothing that it reads. A PATH is a database, an exported log, a checkpoint, a policy, an
 * anchor file, a signer's state, or a folder of these, told apart by content.
 * Exit 0: valid. 1: tampered, first bad entry first. 2: could not check, which is never a yes.
 */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DatabaseSync } from "node:sqlite";

/** In the order in which findings about one entry are named. The first ones are about single entries. */
const kinds = [
  "bytes_form",
  "leaf_hash",
  "chain_gap",
  "chain_prev",
  "chain_time",
  "truncated",
  "tree_leaf",
].concat(["tree_node", "root", "fork", "inconsistent", "signature", "origin", "unsealed", "projection"]);
const entryKinds = 7;
const keptPerKind = 1_000;
const maxEntryBytes = 64 * 1024;
const maxLineBytes = 128 * 1024;
const maxDepth = 8;
const maxHoles = 100_000;
const sealedWithinMs = 60_000;
const noHash = "0".repeat(64);
const hex64 = /^[0-9a-f]{64}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type Fields = Record<string, unknown>;
/** Where something is wrong: the chain (mostly a case's key), the number in it, and the place in the epoch's tree. */
interface Place {
  epoch: number;
  index: number | null;
  chain: string | null;
  n: number | null;
}
interface Finding extends Place {
  kind: string;
  text: string;
}
interface Key {
  name: string;
  id: string;
  publicKey: crypto.KeyObject;
  vkey: string;
  fingerprint: string;
}
/** A tree head that is claimed: by a signed note, or by the signer's state. `own`: it came with the log itself. */
interface Head {
  epoch: number;
  size: number;
  root: string;
  source: string;
  own: boolean;
  at: string | null;
}
interface Entry {
  id: string;
  at: string;
  type: string;
  chain: { key: string; n: number; prev: string };
  actor: Fields;
  subject: Fields | null;
  request: (Fields & { key: string }) | null;
  before: unknown;
  after: unknown;
  call: Fields | null;
  outcome: Fields | null;
  facts?: Fields;
}
/** One leaf as it was found. `leaf` is its hash in the tree, `hash` the one that is stored with the bytes. */
interface Row extends Omit<Place, "epoch"> {
  epoch: number | null;
  leaf: string | null;
  hash: string | null;
  bytes: Uint8Array | null;
  fault: { kind: string; text: string } | null;
  repeats: Fields;
}
interface Opened {
  at: string;
  size: number;
  found: number;
  root: unknown;
  reason: unknown;
}
interface Tree {
  leaves: Buffer;
  size: number;
  holes: Set<number>;
  signed: number;
  opened: Opened | null;
}
interface ChainEnd {
  n: number;
  hash: string;
  also: string;
  prev: string;
  at: string;
  place: Place;
  rival: { hash: string; place: Place } | null;
  suspect: { before: Place; here: Place } | null;
}
/** What the log tells of a request. */
interface Story {
  status: string;
  requester: unknown;
  digest: unknown;
  votes: string[];
  approvals: number;
  place: Place;
  attempts: Map<number, string>;
  settled: { code: unknown; state: unknown } | null;
  seen: boolean;
}
interface Log {
  name: string;
  entries: number;
  trees: Map<number, Tree>;
  chains: Map<string, ChainEnd>;
  stories: Map<string, Story>;
  missing: Map<string, number>;
  erased: Set<unknown>;
  epoch: number;
  partial: boolean;
  sealedAt: string;
  waiting: { at: string; place: Place }[];
  waitingCount: number;
  heads: Head[];
  notes: string[];
}
interface Result {
  exit: 0 | 1 | 2;
  lines: string[];
}

class Unreadable extends Error {}

/** All that one run found, and what it was given. */
interface Run {
  findings: Finding[];
  counts: Map<string, number>;
  problems: string[];
  losses: string[];
  keys: Key[];
  heads: Head[];
  files: { file: string; kind: string; own: boolean }[];
  known: Set<string>;
}

const object = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
const show = (text: unknown): string =>
  String(text)
    .replace(/[^\x20-\x7e\u00a1-\u024f\u2010-\u2027]/gu, "?")
    .slice(0, 200);
const count = (n: number): string => n.toLocaleString("en-GB");
const sha256 = (bytes: Uint8Array | string): string =>
  crypto.createHash("sha256").update(bytes).digest("hex");
const words = (error: unknown): string => show(error instanceof Error ? error.message : error);

function bad(run: Run, kind: string, place: Place, text: string): void {
  const seen = (run.counts.get(kind) ?? 0) + 1;
  run.counts.set(kind, seen);
  if (seen <= keptPerKind) run.findings.push({ ...place, kind, text });
}

const nowhere = (epoch: number, index: number | null = null): Place => ({
  epoch,
  index,
  chain: null,
  n: null,
});

// ---- bytes, hashes, canonical form ----

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const leafInput = Buffer.alloc(1 + maxEntryBytes);
const nodeInput = Buffer.alloc(65, 1);

function leafHash(bytes: Uint8Array): string {
  if (bytes.length > maxEntryBytes) return sha256(Buffer.concat([Uint8Array.of(0), bytes]));
  leafInput.set(bytes, 1);
  return sha256(leafInput.subarray(0, 1 + bytes.length));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return crypto.createHash("sha256").update(nodeInput).digest();
}

function fromBase64(text: unknown): Buffer | null {
  if (typeof text !== "string") return null;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

function quote(text: string): string {
  if (/^[^"\\\x00-\x1f\ud800-\udfff]*$/.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new Unreadable("a string with a lone surrogate");
  return JSON.stringify(text);
}

/** The only canonical text of a parsed value: JCS cut down to ASCII keys, safe integers and 8 levels. */
function canonical(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new Unreadable(`nested deeper than ${maxDepth} levels`);
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0))
      throw new Unreadable("a number that isn't a safe integer");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  const fields = object(value);
  if (fields === null) return String(value);
  const parts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    if (!/^[\x20-\x7e]+$/.test(key)) throw new Unreadable("a key that isn't ASCII");
    parts.push(`${quote(key)}:${canonical(fields[key], depth + 1)}`);
  }
  return `{${parts.join(",")}}`;
}

const always = ["late", "subject", "request", "cause", "before", "after", "call", "outcome", "enc"];

/** The entry that the bytes are. Throws `Unreadable` where they aren't one in canonical form. */
function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length > maxEntryBytes) throw new Unreadable(`larger than ${maxEntryBytes} bytes`);
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Unreadable("not JSON in UTF-8");
  }
  if (canonical(value, 0) !== text) throw new Unreadable("not in canonical form");
  const entry = object(value) ?? {};
  const { chain, actor, request, subject, outcome, call, facts, at } = entry;
  const [link, about] = [object(chain), object(request)];
  const said = link !== null && typeof link["key"] === "string" && Number(link["n"]) >= 1;
  const objects = [request, subject, outcome, call].every((part) => part === null || object(part) !== null);
  const time = typeof at === "string" && instant.test(at) && !Number.isNaN(Date.parse(at));
  if (
    !said ||
    !hex64.test(String(link["prev"])) ||
    typeof link["n"] !== "number" ||
    !time ||
    !objects ||
    typeof entry["id"] !== "string" ||
    typeof entry["type"] !== "string" ||
    typeof entry["v"] !== "number" ||
    object(actor) === null ||
    (about !== null && typeof about["key"] !== "string") ||
    (facts !== undefined && object(facts) === null) ||
    !always.every((name) => name in entry)
  )
    throw new Unreadable("not an entry: a field is missing or of another kind");
  return value as Entry;
}

// ---- keys and signed notes ----

const ed25519Prefix = Buffer.from("302a300506032b6570032100", "hex");
const epochOf = (origin: unknown): number => Number(/\/([1-9]\d{0,8})$/.exec(String(origin))?.[1] ?? 1);

function parseKey(vkey: string): Key {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const typed = fromBase64(encoded);
  if (name === undefined || typed?.length !== 33 || typed[0] !== 1)
    throw new Unreadable("a key isn't an Ed25519 vkey");
  const hash = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed]));
  if (hash.slice(0, 8) !== id) throw new Unreadable("a key doesn't have its key id");
  const der = Buffer.concat([ed25519Prefix, typed.subarray(1)]);
  const publicKey = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
  return { name, id, publicKey, vkey, fingerprint: sha256(typed.subarray(1)) };
}

/** A C2SP policy: which logs count. Witnesses may be named, but a quorum of them isn't checked here. */
function parsePolicy(text: string): Key[] {
  const keys: Key[] = [];
  let quorum = false;
  for (const line of text.split("\n")) {
    const [word, ...rest] = line.trim() === line ? line.split(/[ \t]+/) : [line];
    if (line === "" || line.startsWith("#") || word === "witness" || word === "group") continue;
    if (word === "log" && rest[0] !== undefined && rest.length <= 2) keys.push(parseKey(rest[0]));
    else if (word === "quorum" && rest.join() === "none" && !quorum) quorum = true;
    else if (word === "quorum")
      throw new Unreadable("it asks for a quorum of witnesses, which isn't checked here");
    else throw new Unreadable(`"${show(line)}" is not a line of a policy`);
  }
  if (keys.length === 0 || !quorum)
    throw new Unreadable("a policy needs a line `log …` and the line `quorum none`");
  return keys;
}

/** The tree head that a note tells, once it is signed by a key of the policy; else the finding. */
function openNote(
  note: string,
  keys: Key[],
): { origin: string; size: number; root: string } | { kind: string; text: string } {
  const blank = note.lastIndexOf("\n\n");
  const body = note.slice(0, blank + 1);
  const lines = body.split("\n");
  const [origin = "", size = "", root = ""] = lines;
  const hash = fromBase64(root);
  const signatures = note.slice(blank + 2).split("\n");
  if (
    blank < 0 ||
    lines.length !== 4 ||
    !/^(0|[1-9]\d{0,14})$/.test(size) ||
    hash?.length !== 32 ||
    signatures.pop() !== "" ||
    signatures.length > 100
  )
    return { kind: "signature", text: "not a signed checkpoint" };
  const known = keys.filter(({ name }) => name === origin);
  if (known.length === 0) return { kind: "origin", text: `origin ${show(origin)} is not in the policy` };
  let signed = 0;
  for (const line of signatures) {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    if (name === undefined || bytes === null) return { kind: "signature", text: "not a signature line" };
    const key = known.find((one) => one.name === name && one.id === bytes.toString("hex", 0, 4));
    if (key === undefined) continue;
    if (bytes.length !== 68 || !crypto.verify(null, Buffer.from(body), key.publicKey, bytes.subarray(4)))
      return { kind: "signature", text: "the signature is wrong" };
    signed += 1;
  }
  if (signed === 0) return { kind: "signature", text: "no key of the policy signed it" };
  return { origin, size: Number(size), root: hash.toString("hex") };
}

function addNote(
  run: Run,
  heads: Head[],
  note: string,
  from: Pick<Head, "source" | "own" | "at">,
): Head | null {
  const opened = openNote(note, run.keys);
  if ("kind" in opened) {
    bad(run, opened.kind, nowhere(0), `${from.source}: ${opened.text}`);
    return null;
  }
  const head = { ...from, epoch: epochOf(opened.origin), size: opened.size, root: opened.root };
  heads.push(head);
  return head;
}

// ---- entries, chains, and what they tell ----

function readRow(row: Row): { entry: Entry | null; hash: string | null; faults: [string, string][] } {
  if (row.fault !== null || row.bytes === null)
    return { entry: null, hash: null, faults: row.fault ? [[row.fault.kind, row.fault.text]] : [] };
  const faults: [string, string][] = [];
  const hash = leafHash(row.bytes);
  if (hash !== row.hash) faults.push(["leaf_hash", "the bytes don't have the hash that is stored with them"]);
  else if (row.leaf !== null && hash !== row.leaf)
    faults.push(["tree_leaf", "the tree holds another hash for it"]);
  let entry: Entry | null = null;
  try {
    entry = parseEntry(row.bytes);
    if (faults.length === 0) {
      const said: Fields = {
        id: entry.id,
        chain: entry.chain.key,
        n: entry.chain.n,
        at: Date.parse(entry.at),
        type: entry.type,
      };
      said["requestKey"] = entry.request?.key ?? null;
      const other = Object.keys(row.repeats).filter((name) => row.repeats[name] !== said[name]);
      if (other.length > 0)
        faults.push(["projection", `stored beside the entry, but not what it says: ${other.join(", ")}`]);
    }
  } catch (error) {
    faults.push(["bytes_form", words(error)]);
  }
  return { entry, hash, faults };
}

function treeOf(run: Run, log: Log, epoch: number): Tree {
  let tree = log.trees.get(epoch);
  if (tree === undefined) {
    const sizes = [...log.heads, ...run.heads].filter((head) => head.epoch === epoch).map(({ size }) => size);
    // Not spread into Math.max: a log may have more checkpoints than a call takes arguments.
    const signed = sizes.reduce((most, size) => Math.max(most, size), 0);
    tree = { leaves: Buffer.alloc(32 * 1024), size: 0, holes: new Set(), signed, opened: null };
    log.trees.set(epoch, tree);
  }
  return tree;
}

function placeLeaf(run: Run, tree: Tree, place: Place, hash: string): void {
  const index = place.index ?? tree.size;
  if (index < tree.size && !tree.holes.delete(index))
    return bad(run, "tree_leaf", place, "this index is taken already");
  if (index < tree.size) bad(run, "tree_leaf", place, "stands after its successors");
  if (index - tree.size > maxHoles) throw new Unreadable(`no entries between ${tree.size} and ${index}`);
  for (let hole = tree.size; hole < index; hole += 1) {
    tree.holes.add(hole);
    bad(run, "tree_leaf", nowhere(place.epoch, hole), "no entry stands at this index");
  }
  while ((index + 1) * 32 > tree.leaves.length)
    tree.leaves = Buffer.concat([tree.leaves, Buffer.alloc(tree.leaves.length)]);
  tree.leaves.write(hash, index * 32, "hex");
  tree.size = Math.max(tree.size, index + 1);
}

/** Takes in one entry of the log, in the order of the tree and, after it, of the chains. */
function checkRow(run: Run, log: Log, row: Row): void {
  log.entries += 1;
  const { entry, hash, faults } = readRow(row);
  if (row.epoch === null && row.index === 0) {
    log.epoch = entry?.type === "epoch.opened" ? epochOf(entry.facts?.["previousOrigin"]) + 1 : 1;
    log.partial = log.epoch > 1 && log.trees.size === 0;
  }
  const epoch = row.epoch ?? log.epoch;
  // What stands beside changed bytes says better which entry this was.
  const changed = entry === null || faults.some(([kind]) => kind === "leaf_hash");
  const chain = (changed ? row.chain : null) ?? entry?.chain.key ?? null;
  const n = (changed ? row.n : null) ?? entry?.chain.n ?? null;
  const tree = epoch > 0 ? treeOf(run, log, epoch) : null;
  const place: Place = { epoch, index: row.index, chain, n };
  for (const [kind, text] of faults) bad(run, kind, place, text);
  if (entry?.type === "epoch.opened" && row.index === 0 && tree !== null) {
    const { previousSize, foundSize, previousRoot: root, reason } = entry.facts ?? {};
    tree.opened = { at: entry.at, size: Number(previousSize), found: Number(foundSize), root, reason };
  }
  if (tree !== null && row.index !== null) placeLeaf(run, tree, place, row.leaf ?? hash ?? noHash);
  if (hash === null && row.leaf !== null && row.index !== null) log.missing.set(row.leaf, row.index);
  if (chain !== null && n !== null && hash !== null)
    checkChain(run, log, { place, chain, n, hash, row, entry, tree });
  if (entry === null) return;
  if (entry["v" as keyof Entry] !== (1 as unknown))
    run.problems.push(`${log.name}: an entry has an unknown version`);
  fold(log, entry, place);
  if (tree !== null && row.index !== null && row.index < tree.signed) {
    if (entry.at > log.sealedAt) log.sealedAt = entry.at;
  } else {
    log.waitingCount += 1;
    if (log.waiting.length < keptPerKind) log.waiting.push({ at: entry.at, place });
  }
}

function checkChain(
  run: Run,
  log: Log,
  {
    place,
    chain,
    n,
    hash,
    row,
    entry,
    tree,
  }: {
    place: Place;
    chain: string;
    n: number;
    hash: string;
    row: Row;
    entry: Entry | null;
    tree: Tree | null;
  },
): void {
  const start: ChainEnd = {
    n: log.partial ? n - 1 : 0,
    hash: noHash,
    also: noHash,
    prev: "",
    at: "",
    place,
    rival: null,
    suspect: null,
  };
  const known = log.chains.get(chain);
  const end = known ?? start;
  const prev = entry?.chain.prev ?? end.hash;
  if (n <= end.n) {
    const first = tree?.leaves.indexOf(Buffer.from(hash, "hex")) ?? -1;
    if (first >= 0 && first !== (place.index ?? -1) * 32)
      bad(run, "tree_leaf", place, "the same entry stands in the tree twice");
    else if (n === end.n && prev === end.prev) end.rival = { hash, place };
    else bad(run, "chain_gap", place, `number ${n} comes after ${end.n}`);
    return;
  }
  let suspect: ChainEnd["suspect"] = null;
  if (n > end.n + 1) {
    const [hole] = tree?.holes.size === 1 ? tree.holes : [];
    const at = log.missing.get(prev) ?? hole ?? place.index;
    bad(run, "chain_gap", { ...place, index: at, n: n - 1 }, `missing: after ${end.n} comes ${n}`);
  } else if (end.rival !== null && prev === end.rival.hash) {
    bad(
      run,
      "chain_gap",
      end.place,
      `two entries have the number ${end.n}, and the next doesn't follow this one`,
    );
    end.rival = null;
  } else if (prev !== end.hash && prev !== end.also && !(log.partial && known === undefined)) {
    suspect = end.suspect === null ? { before: end.place, here: place } : null;
    if (end.suspect !== null || known === undefined) {
      bad(run, "chain_prev", end.suspect?.here ?? place, "doesn't follow the entry before it");
      end.suspect = suspect = null;
    }
  }
  settle(run, end);
  if (entry !== null && entry.at < end.at) bad(run, "chain_time", place, "earlier than the entry before it");
  log.chains.set(chain, {
    n,
    hash,
    also: row.hash ?? hash,
    prev,
    at: entry?.at ?? end.at,
    place,
    rival: null,
    suspect,
  });
}

/** Which of two that don't fit together is the wrong one is told by the entry after them. */
function settle(run: Run, { rival, suspect, n }: ChainEnd): void {
  if (rival !== null) bad(run, "chain_gap", rival.place, `a second entry with the number ${n}`);
  if (suspect !== null) bad(run, "chain_prev", suspect.before, "the next entry doesn't follow this one");
}

const statusEvents = [
  "request.approved",
  "request.denied",
  "request.withdrawn",
  "request.expired",
  "request.stale",
  "request.claimed",
];
const outcomeStatus: Record<string, string> = {
  "outcome.unknown": "unknown",
  "outcome.needs_attention": "needs_attention",
  "request.proposed": "proposed",
  "request.submitted": "pending",
};

/** What the entries say of the requests, to be held against the tables that repeat it. */
function fold(
  log: Log,
  { type, actor, subject, request, after, call, outcome, facts }: Entry,
  place: Place,
): void {
  if (type === "subject.key_destroyed")
    for (const id of [subject?.["userId"], ...Object.values(facts ?? {})]) log.erased.add(id);
  if (request === null) return;
  const story: Story = log.stories.get(request.key) ?? {
    status: "",
    requester: null,
    digest: request["digest"],
    votes: [],
    approvals: 0,
    place,
    attempts: new Map(),
    settled: null,
    seen: false,
  };
  log.stories.set(request.key, story);
  const before = story.status;
  const result = String(outcome?.["result"]);
  if (statusEvents.includes(type)) story.status = String(after);
  else if (type === "request.released")
    story.status = before === "executing" || before === "unknown" ? "approved" : before;
  else if (type === "outcome.settled") story.status = result;
  else story.status = outcomeStatus[type] ?? before;
  if (story.status !== before) story.place = place;
  const attempt = Number(call?.["attempt"] ?? story.attempts.size);
  if (type === "request.submitted") [story.requester, story.digest] = [actor["personId"], request["digest"]];
  else if (type === "request.approved" || type === "request.denied") {
    story.approvals += type === "request.approved" ? 1 : 0;
    story.votes.push(`${type === "request.approved" ? "approve" : "deny"} ${String(actor["personId"])}`);
  } else if (type === "call.intended") story.attempts.set(attempt, "");
  else if (type === "call.answered")
    story.attempts.set(attempt, [result, call?.["status"] ?? null, call?.["requestId"] ?? null].join(" "));
  else if (type === "outcome.settled")
    story.settled = { code: outcome?.["code"], state: object(after)?.["state"] };
}

// ---- trees and checkpoints ----

/** The tree's nodes, level by level from the leaves, complete subtrees only. */
function levelsOf({ leaves, size }: Tree): Buffer[] {
  const levels = [leaves.subarray(0, size * 32)];
  for (let below = levels[0]; below !== undefined && below.length >= 64; below = levels.at(-1)) {
    const level = Buffer.alloc(Math.floor(below.length / 64) * 32);
    for (let at = 0; at < level.length; at += 32) {
      nodeHash(below.subarray(at * 2, at * 2 + 32), below.subarray(at * 2 + 32, at * 2 + 64)).copy(level, at);
    }
    levels.push(level);
  }
  return levels;
}

function rootAt(levels: Buffer[], size: number): string {
  let root: Buffer | null = null;
  for (let [level, rest] = [0, size]; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    const peak = levels[level]?.subarray((rest - 1) * 32, rest * 32) ?? Buffer.alloc(32);
    root = root === null ? peak : nodeHash(peak, root);
  }
  return root?.toString("hex") ?? sha256("");
}

const isRoot = (said: unknown, root: string): boolean =>
  said === root || said === Buffer.from(root, "hex").toString("base64");

/** Holds every head that anybody has of an epoch against the tree that is there. Gives what the levels are. */
function checkHeads(run: Run, log: Log, epoch: number): Buffer[] {
  const tree = treeOf(run, log, epoch);
  const next = log.trees.get(epoch + 1);
  const told = next !== undefined && next.signed > 0 ? next.opened : null;
  const levels = levelsOf(tree);
  const heads = [...log.heads, ...run.heads]
    .filter((head) => head.epoch === epoch)
    .sort((a, b) => a.size - b.size);
  let good = 0;
  let cut: Head | null = null;
  const wrong = new Set<string>();
  for (const head of heads) {
    if (told !== null && head.size === told.size && head.size > tree.size && !isRoot(told.root, head.root))
      bad(
        run,
        "inconsistent",
        nowhere(epoch, tree.size),
        `${head.source} has another root than epoch ${epoch + 1} tells`,
      );
    if (head.size > tree.size) {
      if (told === null || tree.size < told.found || head.size > told.size) cut = head;
    } else if (head.root === rootAt(levels, head.size)) good = head.size;
    else {
      const kind = head.own ? "root" : "inconsistent";
      if (!wrong.has(kind))
        bad(
          run,
          kind,
          nowhere(epoch, good),
          `${head.source}: the entries ${good} to ${head.size - 1} don't give the root signed for size ${head.size}`,
        );
      wrong.add(kind);
    }
  }
  if (cut !== null)
    bad(
      run,
      "truncated",
      nowhere(epoch, tree.size),
      `${cut.source} is of ${count(cut.size)} entries, here are ${count(tree.size)}`,
    );
  if (told !== null && told.size > tree.size) {
    const reason = typeof told.reason === "string" ? show(told.reason) : "encrypted";
    const range = `${count(told.found + 1)}–${count(told.size)}`;
    run.losses.push(
      `epoch ${epoch + 1} opened on ${told.at}, entries ${range} of epoch ${epoch} lost, reason: ${reason}`,
    );
  }
  return levels;
}

function checkForks(run: Run, heads: Head[]): void {
  const roots = new Map<string, Head>();
  for (const head of heads) {
    const size = `${head.epoch}/${head.size}`;
    const other = roots.get(size) ?? head;
    roots.set(size, other);
    if (other.root !== head.root)
      bad(
        run,
        "fork",
        nowhere(head.epoch, null),
        `${other.source} and ${head.source} have two roots for size ${head.size}`,
      );
  }
}

function finishLog(run: Run, log: Log): void {
  for (const end of log.chains.values()) settle(run, end);
  for (const { at, place } of log.waiting) {
    if (Date.parse(at) + sealedWithinMs < Date.parse(log.sealedAt))
      bad(run, "unsealed", place, "later entries are sealed, this one isn't");
  }
}

// ---- the exported log ----

/** Lines of UTF-8, null for one that is too long or isn't UTF-8. The file is never held as a whole. */
function* readLines(file: string): Generator<string | null> {
  const handle = fs.openSync(file, "r");
  const line = (bytes: Uint8Array): string | null => {
    if (bytes.length > maxLineBytes) return null;
    try {
      return utf8.decode(bytes);
    } catch {
      return null;
    }
  };
  try {
    const chunk = Buffer.alloc(1024 * 1024);
    let rest = Buffer.alloc(0);
    for (let read = fs.readSync(handle, chunk); read > 0; read = fs.readSync(handle, chunk)) {
      const data = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
        yield line(data.subarray(start, end));
        start = end + 1;
      }
      rest = data.subarray(start);
      if (rest.length > maxLineBytes) break;
    }
    if (rest.length > 0) yield line(rest);
  } finally {
    fs.closeSync(handle);
  }
}

/** A JSON object that says nothing twice; null for anything else. */
function parseObject(text: string | null): Fields | null {
  try {
    const value = object(JSON.parse(text ?? ""));
    const bare = text?.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
    return JSON.stringify(value) === bare ? value : null;
  } catch {
    return null;
  }
}

function* readExport(file: string): Generator<Row> {
  let number = 0;
  for (const line of readLines(file)) {
    number += 1;
    const item = parseObject(line);
    const { index, leaf, hash, caseKey, caseSeq } = item ?? {};
    const bytes = fromBase64(leaf);
    const row = {
      epoch: null,
      index: number - 1,
      chain: null,
      n: null,
      leaf: null,
      hash: null,
      bytes: null,
      repeats: {},
    };
    if (
      item === null ||
      bytes === null ||
      !Number.isSafeInteger(index) ||
      Number(index) < 0 ||
      Object.keys(item).length !== 5 ||
      typeof hash !== "string" ||
      !hex64.test(hash) ||
      typeof caseSeq !== "number" ||
      (caseKey !== null && typeof caseKey !== "string")
    ) {
      yield { ...row, fault: { kind: "bytes_form", text: `line ${number} is not an item of the log` } };
    } else {
      const repeats = { n: caseSeq, ...(caseKey === null ? {} : { chain: caseKey }) };
      yield {
        ...row,
        index: Number(index),
        chain: caseKey as string | null,
        n: caseSeq,
        leaf: hash,
        hash,
        bytes,
        repeats,
        fault: null,
      };
    }
  }
}

function newLog(name: string): Log {
  return {
    name,
    entries: 0,
    trees: new Map(),
    chains: new Map(),
    stories: new Map(),
    missing: new Map(),
    erased: new Set(),
    epoch: 1,
    partial: false,
    sealedAt: "",
    waiting: [],
    waitingCount: 0,
    heads: [],
    notes: [],
  };
}

function checkExport(run: Run, file: string): Log {
  const log = newLog(file);
  const beside = path.join(path.dirname(file), "checkpoint.txt");
  const own = run.files.some((one) => one.file === real(beside));
  if (own) addNote(run, log.heads, readSmall(beside), { source: "checkpoint.txt", own: true, at: null });
  log.epoch = log.heads[0]?.epoch ?? 1;
  for (const row of readExport(file)) checkRow(run, log, row);
  for (const head of [...log.heads, ...run.heads]) treeOf(run, log, head.epoch);
  for (const [epoch, tree] of log.trees) {
    checkHeads(run, log, epoch);
    if (own && tree.signed > 0 && tree.size > tree.signed)
      bad(
        run,
        "tree_leaf",
        nowhere(epoch, tree.signed),
        `stands after the last of the ${tree.signed} entries that were signed`,
      );
  }
  finishLog(run, log);
  return log;
}
