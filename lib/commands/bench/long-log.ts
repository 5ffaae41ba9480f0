import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { sqliteSchema as schema } from "#db/schema/define-schema.ts";
import { formatPolicy } from "#lib/log/policy-file.ts";
import type { Entry } from "#lib/domain/entry.ts";
import { canonicalBytes } from "#lib/log/canonical.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { leafHashHex, noEntry, sha256Hex } from "#lib/log/hashes.ts";
import { appendLeaves, emptyFrontier, rootOf, type TreeNode } from "#lib/log/merkle.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import { toSealedEntry } from "#lib/use-cases/log/report-log.ts";
import { prepareInsert } from "./prepare-insert.ts";

const casesAtATime = 20;
const entriesAtOnce = 10_000;
const firstAt = Date.UTC(2025, 0, 1);
const msBetween = 20_000;

/** What happens in the life of a case in which somebody is suspended, one entry each. */
const story = [
  "signal.received",
  "case.opened",
  "case.changed",
  "request.submitted",
  "request.approved",
  "request.claimed",
  "call.intended",
  "call.answered",
  "outcome.settled",
  "case.closed",
] as const;

/** So many entries of a log in the order in which they are sealed, in chains of ten, twenty chains at a time. */
function* makeEntries(count: number): Generator<EntryRecord> {
  let made = 0;
  for (let number = 1; ; number += casesAtATime) {
    const heads = Array.from({ length: casesAtATime }, () => noEntry);
    for (const [step, type] of story.entries()) {
      for (const [lane, prev] of heads.entries()) {
        const record = makeEntry({ type, number: number + lane, n: step + 1, prev, made });
        heads[lane] = record.hash;
        yield record;
        made += 1;
        if (made === count) return;
      }
    }
  }
}

interface Place {
  type: (typeof story)[number];
  number: number;
  n: number;
  prev: string;
  made: number;
}

function makeEntry({ type, number, n, prev, made }: Place): EntryRecord {
  const at = new Date(firstAt + made * msBetween);
  const id = `01940000-0000-7000-8000-${made.toString(16).padStart(12, "0")}`;
  const chain = `IR-${number}`;
  const requestKey = n >= 4 && n <= 9 ? `REQ-${number}` : null;
  const kind = type === "request.submitted" || type === "request.approved" ? "person" : "system";
  const digest = sha256Hex(chain);
  const isCall = type.startsWith("call.");
  const entry: Entry = {
    v: 1,
    id,
    at: at.toISOString(),
    late: false,
    type,
    chain: { key: chain, n, prev },
    actor: {
      kind,
      iss: kind === "person" ? "https://idp.example" : null,
      sub: kind === "person" ? `person-${n}@acme.example` : null,
      personId: kind === "person" ? `01940000-0000-7000-8000-00000000000${n}` : null,
      roles: kind === "person" ? ["analyst"] : [],
      sessionRef: kind === "person" ? digest.slice(0, 16) : null,
      amr: kind === "person" ? ["pwd", "otp"] : [],
      authTime: kind === "person" ? at.toISOString() : null,
      name: kind === "person" ? null : "executor",
      simulated: false,
    },
    workflowId: `wf-${number}`,
    subject: { account: "BENCHACCOUNT00000000000000", userId: `USER${number}` },
    request: requestKey === null ? null : { key: requestKey, digest, version: 1 },
    cause: type === "signal.received" ? { signals: [`signal-${number}`], policy: null } : null,
    before: type === "case.changed" ? "new" : null,
    after: type === "outcome.settled" ? { state: "SUSPENDED", readAt: at.toISOString() } : "triage",
    call: isCall
      ? {
          attempt: 1,
          fence: 1,
          method: "POST",
          path: "/v1/users",
          status: 200,
          requestId: `r${number}`,
          ms: 80,
        }
      : null,
    outcome: type === "outcome.settled" ? { result: "succeeded", code: "done" } : null,
    facts: type === "signal.received" ? { source: "siem", rawSha256: digest } : {},
    enc: kind === "person" || n === 1 ? [encryptedPart(digest)] : [],
  };
  const bytes = canonicalBytes(entry);
  return { id, chain, n, hash: leafHashHex(bytes), bytes, at, type, requestKey };
}

/** Of the size of a real one; nobody opens it. */
function encryptedPart(digest: string): Entry["enc"][number] {
  const ct = Buffer.from(digest.slice(0, 56)).toString("base64");
  return { field: "reason", kid: digest.slice(0, 36), nonce: ct.slice(0, 16), ct, kc: digest };
}

/** Takes pieces of a log in their order, each with the nodes of the tree that it completes. */
export interface LogTaker {
  take(entries: readonly EntryRecord[], from: number, nodes: readonly TreeNode[]): void;
  /** `root` is lower-case hex. */
  end(head: { size: number; root: string }): void;
}

/** Makes a log of so many entries and hands it to all who take it. */
export function makeLongLog(count: number, takers: readonly LogTaker[]): void {
  let frontier = emptyFrontier;
  let piece: EntryRecord[] = [];
  const hand = () => {
    const from = frontier.size;
    const hashes = piece.map(({ hash }) => hash);
    const grown = appendLeaves(frontier, hashes);
    frontier = grown.frontier;
    for (const taker of takers) taker.take(piece, from, grown.nodes);
    piece = [];
  };
  for (const entry of makeEntries(count)) {
    piece.push(entry);
    if (piece.length === entriesAtOnce) hand();
  }
  if (piece.length > 0) hand();
  for (const taker of takers) taker.end({ size: frontier.size, root: rootOf(frontier) });
}

/** Writes the log as `admin export-log` would. */
export function exportInto(folder: string, signer: LogSigner): LogTaker {
  mkdirSync(folder, { recursive: true });
  const file = openSync(path.join(folder, "log.jsonl"), "wx");
  return {
    take(entries, from) {
      const lines = entries.map((entry, place) =>
        JSON.stringify(toSealedEntry({ epoch: 1, index: from + place, entry })),
      );
      writeSync(file, `${lines.join("\n")}\n`);
    },
    end({ size, root }) {
      closeSync(file);
      const origin = signer.origin(1);
      const note = signer.sign(origin, formatCheckpoint({ origin, size, root }));
      writeFileSync(path.join(folder, "checkpoint.txt"), note);
      writeFileSync(path.join(folder, "policy.txt"), formatPolicy([signer.vkey(origin)]));
    },
  };
}

/** Puts the log into an empty SQLite database as if it had been written and sealed there. */
export function insertInto(databaseUrl: string, signer: LogSigner): LogTaker {
  const database = new Database(databaseUrl.slice("file:".length));
  database.exec("pragma synchronous = off");
  const insert = {
    entry: prepareInsert(database, schema.entry),
    leaf: prepareInsert(database, schema.treeLeaf),
    node: prepareInsert(database, schema.treeNode),
    head: prepareInsert(database, schema.treeHead),
    checkpoint: prepareInsert(database, schema.checkpoint),
  };
  return {
    take(entries, from, nodes) {
      database.exec("begin immediate");
      for (const [place, entry] of entries.entries()) {
        insert.entry({ ...entry, bytes: Buffer.from(entry.bytes) });
        insert.leaf({ epoch: 1, idx: from + place, entryId: entry.id, hash: entry.hash });
      }
      for (const { level, index, hash } of nodes) insert.node({ epoch: 1, level, idx: index, hash });
      database.exec("commit");
    },
    end({ size, root }) {
      database.exec(
        "insert into chain (key, n, hash, at, sealed_n) select chain, n, hash, at, n from entry e " +
          "where n = (select max(n) from entry f where f.chain = e.chain)",
      );
      const origin = signer.origin(1);
      const note = signer.sign(origin, formatCheckpoint({ origin, size, root }));
      insert.head({ epoch: 1, origin, size, root });
      insert.checkpoint({ epoch: 1, size, root, note, at: new Date() });
      database.close();
      signer.remember({ origin, size, root });
    },
  };
}
