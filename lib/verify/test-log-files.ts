import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { hashesOf, headAt, type Leaf, logName, noteOf, policyOf, rootOf, type TestLog } from "./test-log.ts";
import type { Fields } from "./test-story.ts";

export interface Item {
  index: number;
  leaf: string;
  hash: string;
  caseKey: string | null;
  caseSeq: number;
}

export function itemsOf(log: TestLog): Item[] {
  return log.leaves.map(({ bytes, hash, chain, n }, i) => ({
    index: log.places[i]?.index ?? -1,
    leaf: bytes.toString("base64"),
    hash,
    caseKey: chain.startsWith("IR-") ? chain : null,
    caseSeq: n,
  }));
}

export const linesOf = (items: unknown[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join("");

/** The folder that `admin export-log` writes. */
export function writeExport(folder: string, log: TestLog, items: unknown[] = itemsOf(log)): void {
  mkdirSync(folder, { recursive: true });
  const epochs = [...new Set(log.places.map(({ epoch }) => epoch))];
  const newest = epochs.at(-1) ?? 1;
  const head = headAt(log, hashesOf(log, newest).length, newest);
  writeFileSync(path.join(folder, "log.jsonl"), linesOf(items));
  writeFileSync(path.join(folder, "checkpoint.txt"), noteOf(log.key, head));
  writeFileSync(path.join(folder, "policy.txt"), policyOf(log.key, epochs));
}

const schema = `
  CREATE TABLE entry (id TEXT PRIMARY KEY, chain TEXT NOT NULL, n INTEGER NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, request_key TEXT, bytes BLOB NOT NULL);
  CREATE UNIQUE INDEX entry_chain ON entry (chain, n);
  CREATE TABLE chain (key TEXT PRIMARY KEY, n INTEGER NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL, sealed_n INTEGER NOT NULL);
  CREATE TABLE tree_leaf (epoch INTEGER NOT NULL, idx INTEGER NOT NULL, entry_id TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (epoch, idx));
  CREATE UNIQUE INDEX tree_leaf_entry ON tree_leaf (entry_id);
  CREATE TABLE tree_node (epoch INTEGER NOT NULL, level INTEGER NOT NULL, idx INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (epoch, level, idx));
  CREATE TABLE tree_head (epoch INTEGER PRIMARY KEY, origin TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL);
  CREATE TABLE checkpoint (epoch INTEGER NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (epoch, size));
  CREATE TABLE anchor_receipt (anchor TEXT NOT NULL, epoch INTEGER NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (anchor, epoch, size));
  CREATE TABLE request (id TEXT PRIMARY KEY, key TEXT, action TEXT, payload BLOB, case_key TEXT, workflow_id TEXT, account_id TEXT, subject_id TEXT, status TEXT, requester_person_id TEXT, reason TEXT, digest TEXT, outcome TEXT, policy_id TEXT, policy_version INTEGER, policy_rule TEXT, needed INTEGER, approvals INTEGER, snapshot_email TEXT, snapshot_name TEXT, snapshot_state TEXT, snapshot_read_at INTEGER);
  CREATE TABLE vote (request_id TEXT, person_id TEXT, decision TEXT, digest TEXT, PRIMARY KEY (request_id, person_id));
  CREATE TABLE attempt (request_id TEXT, n INTEGER, answer_kind TEXT, http_status INTEGER, provider_request_id TEXT, PRIMARY KEY (request_id, n));
`;

/** Writes the database of a log whose last `unsealed` entries are in no tree. Checkpoints at every `every` leaves. */
export function writeDatabase(file: string, log: TestLog, { unsealed = 0, every = 16 } = {}): DatabaseSync {
  mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${schema} BEGIN`);
  for (const { id, chain, n, hash, at, type, requestKey, bytes } of log.leaves)
    db.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(
      id,
      chain,
      n,
      hash,
      Date.parse(at),
      type,
      requestKey,
      bytes,
    );
  const sealed = log.leaves.length - unsealed;
  const inTree = new Set(log.leaves.slice(0, sealed));
  const ends = new Map<string, { leaf: Leaf; sealedN: number }>();
  for (const leaf of log.leaves.toSorted((a, b) => a.n - b.n))
    ends.set(leaf.chain, { leaf, sealedN: inTree.has(leaf) ? leaf.n : (ends.get(leaf.chain)?.sealedN ?? 0) });
  for (const { leaf, sealedN } of ends.values())
    db.prepare("INSERT INTO chain VALUES (?, ?, ?, ?, ?)").run(
      leaf.chain,
      leaf.n,
      leaf.hash,
      Date.parse(leaf.at),
      sealedN,
    );
  const epochs = new Set(log.places.slice(0, sealed).map(({ epoch }) => epoch));
  for (const epoch of epochs) {
    const hashes = log.leaves
      .slice(0, sealed)
      .filter((_, i) => log.places[i]?.epoch === epoch)
      .map(({ hash }) => hash);
    log.leaves.slice(0, sealed).forEach(({ id, hash }, i) => {
      const place = log.places[i];
      if (place?.epoch === epoch)
        db.prepare("INSERT INTO tree_leaf VALUES (?, ?, ?, ?)").run(epoch, place.index, id, hash);
    });
    for (let level = 1; 2 ** level <= hashes.length; level += 1)
      for (let idx = 0; (idx + 1) * 2 ** level <= hashes.length; idx += 1)
        db.prepare("INSERT INTO tree_node VALUES (?, ?, ?, ?)").run(
          epoch,
          level,
          idx,
          rootOf(hashes.slice(idx * 2 ** level, (idx + 1) * 2 ** level)),
        );
    db.prepare("INSERT INTO tree_head VALUES (?, ?, ?, ?)").run(
      epoch,
      `${logName}/${epoch}`,
      hashes.length,
      rootOf(hashes),
    );
    for (const size of hashes
      .map((_, i) => i + 1)
      .filter((size) => size % every === 0 || size === hashes.length)) {
      const root = rootOf(hashes.slice(0, size));
      db.prepare("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)").run(
        epoch,
        size,
        root,
        noteOf(log.key, { epoch, size, root }),
        0,
      );
    }
  }
  const insert = (table: string, row: Fields) => {
    const values = Object.entries(row).map(([name, value]) =>
      name === "payload" && typeof value === "string" ? Buffer.from(value, "hex") : value,
    ) as string[];
    db.prepare(
      `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${values.map(() => "?").join(", ")})`,
    ).run(...values);
  };
  for (const row of log.requests)
    insert("request", { ...row, snapshot_read_at: Date.parse("2026-11-20T00:00:00.000Z") });
  for (const row of log.votes) insert("vote", row);
  for (const row of log.attempts) insert("attempt", row);
  db.exec("COMMIT");
  return db;
}

export const anchorLine = (note: string, anchoredAt = "2026-11-22T00:00:00.000Z"): string =>
  `${JSON.stringify({ anchoredAt, note })}\n`;
