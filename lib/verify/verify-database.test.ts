import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { append, leafHashOf, makeLog, newKey, noteOf, policyOf, rootOf, writeExport } from "./test-log.ts";
import { anchorFile, first, kindsOf, newFolder, pinned, signerState } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

const log = makeLog(82);
// In the middle of a case, not its first and not its last entry.
const middle = 14;
const place = (index: number) => ({ index, chain: log.leaves[index]?.chain, n: log.leaves[index]?.n });
const idOf = (index: number) => `'${log.leaves[index]?.id}'`;

async function verifyChanged(change: string, options: { unsealed?: number } = {}) {
  const { database, policy } = pinned(log, { ...options, change });
  return verifyPaths([database, policy]);
}

describe("whoever writes the database is found", () => {
  test("changed bytes, and changed bytes with every hash in the table entry", async () => {
    const bytes = `CAST(replace(CAST(bytes AS TEXT), 'false', 'true') AS BLOB)`;
    expect(
      first(await verifyChanged(`UPDATE entry SET bytes = ${bytes} WHERE id = ${idOf(middle)}`)),
    ).toEqual({
      kind: "leaf_hash",
      ...place(middle),
    });
    const text = String(log.leaves[middle]?.bytes).replace("false", "true");
    const hash = leafHashOf(Buffer.from(text));
    const found = await verifyChanged(
      `UPDATE entry SET bytes = ${bytes}, hash = '${hash}' WHERE id = ${idOf(middle)}`,
    );
    expect(first(found)).toEqual({ kind: "chain_prev", ...place(middle) });
    expect(kindsOf(found)).toContain("tree_leaf");
  });

  test.each([
    ["the entry", `DELETE FROM entry WHERE id = ${idOf(middle)}`],
    [
      "the entry and its leaf",
      `DELETE FROM entry WHERE id = ${idOf(middle)}; DELETE FROM tree_leaf WHERE idx = ${middle}`,
    ],
  ])("a deleted entry in the middle of a case: %s", async (_, change) => {
    expect(first(await verifyChanged(change))).toEqual({ kind: "chain_gap", ...place(middle) });
  });

  test("a deleted entry at the end of a case", async () => {
    const last = log.leaves.findLastIndex(({ chain }) => chain === "IR-1000");
    expect(first(await verifyChanged(`DELETE FROM entry WHERE id = ${idOf(last)}`))).toEqual({
      kind: "chain_gap",
      ...place(last),
    });
  });

  test("two leaves that changed places", async () => {
    const change = `UPDATE tree_leaf SET idx = CASE idx WHEN 14 THEN -15 WHEN 15 THEN -14 END WHERE idx IN (14, 15); UPDATE tree_leaf SET idx = -idx WHERE idx < 0`;
    const found = await verifyChanged(change);
    expect(first(found)).toMatchObject({ kind: "tree_node", index: 14 });
    expect(kindsOf(found)).toContain("root");
  });

  test.each([1, 7, 50])(
    "a tail of %i entries cut off everywhere, against an anchor and against the signer",
    async (cut) => {
      const short = {
        ...log,
        leaves: log.leaves.slice(0, -cut),
        places: log.places.slice(0, -cut),
        requests: [],
        votes: [],
        attempts: [],
      };
      const { database, policy } = pinned(short);
      const anchored = await verifyPaths([database, policy, anchorFile(log, [log.leaves.length])]);
      expect(first(anchored)).toMatchObject({ kind: "truncated", index: 82 - cut });
      signerState(database, log, log.leaves.length);
      expect(first(await verifyPaths([database, policy]))).toMatchObject({
        kind: "truncated",
        index: 82 - cut,
      });
    },
  );

  test("a tail cut off that left newer checkpoints behind", async () => {
    const ids = "(SELECT entry_id FROM tree_leaf WHERE idx >= 70)";
    const found = await verifyChanged(
      `DELETE FROM entry WHERE id IN ${ids}; DELETE FROM tree_leaf WHERE idx >= 70`,
    );
    expect(first(found)).toMatchObject({ kind: "truncated", index: 70 });
  });

  test("the whole log written anew, without the key and with it", async () => {
    const other = makeLog(82, { mark: "other" });
    const foreign = pinned(other);
    writeFileSync(foreign.policy, policyOf(log.key));
    expect(first(await verifyPaths([foreign.database, foreign.policy]))).toMatchObject({ kind: "signature" });
    const own = pinned({ ...other, key: log.key });
    expect((await verifyPaths([own.database, own.policy])).exit).toBe(0);
    expect(first(await verifyPaths([own.database, own.policy, anchor]))).toMatchObject({
      kind: "inconsistent",
      index: 0,
    });
  });

  test.each([
    [
      "a node",
      "UPDATE tree_node SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE level = 2 AND idx = 3",
      "tree_node",
    ],
    ["a node less", "DELETE FROM tree_node WHERE level = 1 AND idx = 7", "tree_node"],
    ["a node more", `INSERT INTO tree_node VALUES (1, 9, 0, '${"a".repeat(64)}')`, "tree_node"],
    ["the head", "UPDATE tree_head SET size = 81", "root"],
    ["the head's root", `UPDATE tree_head SET root = '${"a".repeat(64)}'`, "root"],
    ["the head's origin", "UPDATE tree_head SET origin = 'evil.example/log/1'", "origin"],
    ["a root beside its note", `UPDATE checkpoint SET root = '${"a".repeat(64)}' WHERE size = 48`, "root"],
    ["a note", "UPDATE checkpoint SET note = replace(note, 'A', 'B') WHERE size = 48", "signature"],
    [
      "a note's origin",
      "UPDATE checkpoint SET note = replace(note, 'test.example', 'evil.example')",
      "origin",
    ],
    ["the leaf's hash", `UPDATE tree_leaf SET hash = '${"a".repeat(64)}' WHERE idx = ${middle}`, "tree_leaf"],
    [
      "the leaf, twice",
      "INSERT INTO tree_leaf SELECT 1, 82, 'nobody', hash FROM tree_leaf WHERE idx = 3",
      "tree_leaf",
    ],
    ["the end of a chain", "UPDATE chain SET n = 3 WHERE key = 'IR-1001'", "projection"],
    ["a chain's end beyond", "UPDATE chain SET n = 30 WHERE key = 'IR-1001'", "chain_gap"],
    ["a receipt of what isn't there", "INSERT INTO anchor_receipt VALUES ('file', 1, 400, 0)", "truncated"],
    ["a table", "DROP TABLE tree_node", "bytes_form"],
  ])("an edit of the tables of the log: %s", async (_, change, kind) => {
    expect(first(await verifyChanged(change)).kind).toBe(kind);
  });

  test.each([
    "UPDATE entry SET at = at + 1 WHERE rowid = 20",
    "UPDATE entry SET type = 'case.closed' WHERE rowid = 20",
    "UPDATE entry SET request_key = NULL WHERE rowid = 20",
    "UPDATE request SET status = 'denied' WHERE key = 'REQ-1001'",
    "UPDATE request SET approvals = 1 WHERE key = 'REQ-1001'",
    "UPDATE request SET requester_person_id = 'ivo' WHERE key = 'REQ-1001'",
    "UPDATE request SET digest = 'x' WHERE key = 'REQ-1001'",
    "UPDATE request SET reason = 'because' WHERE key = 'REQ-1001'",
    "UPDATE request SET snapshot_email = 'other@example.com' WHERE key = 'REQ-1001'",
    "UPDATE request SET payload = x'7b7d' WHERE key = 'REQ-1001'",
    "UPDATE request SET snapshot_name = 'Other' WHERE key = 'REQ-1001'",
    `UPDATE request SET outcome = replace(outcome, 'SUSPENDED', 'ACTIVE') WHERE key = 'REQ-1001'`,
    "UPDATE request SET case_key = 'IR-1002' WHERE key = 'REQ-1001'",
    "DELETE FROM request WHERE key = 'REQ-1001'",
    "INSERT INTO request (id, key, status) VALUES ('x', 'REQ-9', 'approved')",
    "UPDATE vote SET person_id = 'ana' WHERE person_id = 'ines' AND request_id = 'id-1001'",
    "UPDATE vote SET decision = 'deny' WHERE request_id = 'id-1001' AND person_id = 'ines'",
    "DELETE FROM vote WHERE request_id = 'id-1001' AND person_id = 'ines'",
    "INSERT INTO vote SELECT request_id, 'eve', decision, digest FROM vote WHERE request_id = 'id-1001' LIMIT 1",
    "DELETE FROM attempt WHERE request_id = 'id-1001'",
    "INSERT INTO attempt VALUES ('id-1001', 2, NULL, NULL, NULL)",
    "UPDATE attempt SET http_status = 404 WHERE request_id = 'id-1001'",
  ])("an edit of a table that repeats the log: %s", async (change) => {
    expect(first(await verifyChanged(change)).kind).toBe("projection");
  });

  test("an entry that was left out of the tree while later ones were sealed", async () => {
    const one = makeLog(41);
    const old = append(one, { type: "setting.changed", chain: "source:siem" });
    one.places.pop();
    for (let more = 0; more < 70; more += 1) append(one, { type: "session.started", chain: "installation" });
    const { leaves } = one;
    leaves.push(...leaves.splice(leaves.indexOf(old), 1));
    const { database, policy } = pinned(one, { unsealed: 1 });
    expect(first(await verifyPaths([database, policy]))).toMatchObject({
      kind: "unsealed",
      chain: "source:siem",
      n: 1,
    });
  });
});

describe("random edits of the file", () => {
  const { count, seed, timeoutMs } = amountOf("verify-edits", 40);

  test(
    "are found, or leave the log as it was",
    async () => {
      const { database, policy } = pinned(log);
      const bytes = readFileSync(database);
      const before = contents(database);
      const counts = { valid: 0, tampered: 0, unchecked: 0 };
      let random = seed;
      const next = (below: number) => (random = (random * 1_103_515_245 + 12_345) % 2 ** 31) % below;
      for (let edit = 0; edit < count; edit += 1) {
        const changed = Buffer.from(bytes);
        for (let at = next(bytes.length), left = 1 + next(4); left > 0; left -= 1, at += 1)
          changed[at % bytes.length] = next(256);
        writeFileSync(database, changed);
        const { exit, lines } = await verifyPaths([database, policy]);
        expect(lines.join("\n")).not.toMatch(/\n\s+at /);
        if (exit === 0) expect(contents(database), `edit ${edit} of seed ${seed}`).toEqual(before);
        counts[exit === 0 ? "valid" : exit === 1 ? "tampered" : "unchecked"] += 1;
      }
      recordProof({ proof: "verify-edits", count, seed, ms: 0, counts });
    },
    timeoutMs,
  );

  function contents(file: string): unknown {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      return ["entry", "tree_leaf", "tree_node", "tree_head", "checkpoint", "vote", "attempt"].map((table) =>
        db.prepare(`SELECT * FROM ${table} NOT INDEXED ORDER BY 1, 2, 3`).all(),
      );
    } finally {
      db.close();
    }
  }
});

describe("what can't be checked is never a yes", () => {
  const sentence = async (paths: string[]) => {
    const { exit, lines } = await verifyPaths(paths);
    expect(lines.join("\n")).not.toMatch(/\n\s+at |undefined/);
    return { exit, words: lines[0] ?? "" };
  };

  test("nothing, nobody, and what isn't there", async () => {
    expect(await sentence([])).toMatchObject({ exit: 2 });
    expect(await sentence([newFolder()])).toMatchObject({ exit: 2 });
    expect(await sentence([path.join(newFolder(), "nothing.db")])).toMatchObject({ exit: 2 });
    const { database, policy } = pinned(log);
    expect(await sentence([database])).toMatchObject({ exit: 2, words: expect.stringContaining("policy") });
    expect(await sentence([policy])).toMatchObject({
      exit: 2,
      words: expect.stringContaining("nothing to check"),
    });
    const empty = pinned({ ...log, leaves: [], places: [], requests: [], votes: [], attempts: [] });
    expect(await sentence([empty.database, empty.policy])).toMatchObject({
      exit: 2,
      words: expect.stringContaining("nothing to check"),
    });
    const unsigned = pinned(log, { change: "DELETE FROM checkpoint" });
    expect(await sentence([unsigned.database, unsigned.policy])).toMatchObject({
      exit: 2,
      words: expect.stringContaining("no signed checkpoint"),
    });
  });

  test.each([
    ["empty", Buffer.alloc(0)],
    ["noise", randomBytes(5_000)],
    ["the beginning of a database", Buffer.from("SQLite format 3\0")],
    [
      "a database's beginning and noise",
      Buffer.concat([Buffer.from("SQLite format 3\0"), randomBytes(8_000)]),
    ],
    ["a zip file's beginning", Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(100)])],
    ["deep JSON", Buffer.from(`{"leaf":${"[".repeat(60_000)}`)],
    ["a long line", Buffer.from(`{"leaf":"${"A".repeat(3_000_000)}"}`)],
    [
      "numbers too large",
      Buffer.from('{"index":1e300,"leaf":"","hash":"","caseKey":null,"caseSeq":1e300}\n'),
    ],
    [
      "a far index",
      Buffer.from(
        `{"index":9007199254740991,"leaf":"e30=","hash":"${"a".repeat(64)}","caseKey":null,"caseSeq":1}\n`,
      ),
    ],
    [
      "no entry",
      Buffer.from(
        `{"index":0,"leaf":"bnVsbA==","hash":"${leafHashOf(Buffer.from("null"))}","caseKey":null,"caseSeq":1}\n`,
      ),
    ],
    ["a note of nothing", Buffer.from("\n\n— \n")],
    ["an anchor of nothing", Buffer.from('{"note":"\\n\\n"}\n{"note":null}\n')],
    ["a policy of nonsense", Buffer.from("log x+00000000+AAAA\nquorum none\n")],
    ["a policy with a quorum", Buffer.from(`${policyOf(newKey()).replace("none", "all")}`)],
    ["a signer of nothing", Buffer.from('{"origin":null,"size":-1,"root":"\\u0000"}')],
  ])("hostile content: %s", async (_, bytes) => {
    const folder = newFolder();
    const file = path.join(folder, "file");
    const policy = path.join(newFolder(), "policy.txt");
    writeFileSync(policy, policyOf(log.key));
    writeFileSync(file, bytes);
    for (const paths of [[file], [folder], [file, policy], [folder, policy]])
      expect([1, 2]).toContain((await sentence(paths)).exit);
    // Beside a log that is valid it doesn't become a yes either, where it claims to be part of it.
    for (const name of ["log.jsonl", "checkpoint.txt", "policy.txt"]) {
      writeExport(folder, log);
      writeFileSync(path.join(folder, name), bytes);
      expect([1, 2]).toContain((await sentence([folder])).exit);
    }
  });

  test("hostile databases: views, foreign tables, huge values", async () => {
    const folder = newFolder();
    const policy = path.join(newFolder(), "policy.txt");
    writeFileSync(policy, policyOf(log.key));
    const make = (name: string, sql: string) => {
      const file = path.join(folder, name);
      const db = new DatabaseSync(file);
      db.exec(sql);
      db.close();
      return file;
    };
    const endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)";
    const view = make(
      "view.db",
      `CREATE VIEW entry AS ${endless} SELECT n AS id FROM c; CREATE TABLE checkpoint (a)`,
    );
    expect((await sentence([view, policy])).exit).toBe(2);
    expect(
      (await sentence([make("foreign.db", "CREATE TABLE entry (a); CREATE TABLE other (b)"), policy])).exit,
    ).toBe(2);
    expect(
      (await sentence([make("half.db", "CREATE TABLE entry (a); CREATE TABLE tree_leaf (b)"), policy])).exit,
    ).toBe(1);
  });

  test.each(["zeroblob(2000000)", "9223372036854775807", "'text'", "1e300", "x''", "-1"])(
    "a value of another kind in the tables: %s",
    async (value) => {
      const { database, policy } = pinned(log);
      const bytes = readFileSync(database);
      const columns = [
        "entry.n",
        "entry.hash",
        "tree_leaf.idx",
        "tree_leaf.epoch",
        "checkpoint.note",
        "tree_head.size",
      ];
      for (const [table, column] of columns.map((name) => name.split("."))) {
        writeFileSync(database, bytes);
        const db = new DatabaseSync(database);
        db.exec(`UPDATE ${table} SET ${column} = ${value} WHERE rowid = (SELECT max(rowid) FROM ${table})`);
        db.close();
        expect((await sentence([database, policy])).exit, `${table}.${column}`).toBe(1);
      }
    },
  );

  test("a folder in itself ends", async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, "a"));
    symlinkSync(folder, path.join(folder, "a", "b"));
    writeExport(folder, log);
    expect((await sentence([folder])).exit).toBe(0);
  });

  test("an unknown version is no yes", async () => {
    const one = makeLog(1);
    const leaf = one.leaves.at(-1);
    if (!leaf) throw new Error("The log has entries.");
    const text = String(leaf.bytes).replace('"v":1', '"v":2');
    leaf.bytes = Buffer.from(text);
    leaf.hash = leafHashOf(leaf.bytes);
    const folder = newFolder();
    writeExport(folder, one);
    expect(await sentence([folder])).toMatchObject({ exit: 2, words: expect.stringContaining("version") });
    expect(noteOf(one.key, { size: 1, root: rootOf([leaf.hash]) })).toContain("—");
  });
});
