import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { leafHashOf, makeLog, newKey, noteOf, policyOf, rootOf } from "./test-log.ts";
import { writeExport } from "./test-log-files.ts";
import { newFolder, pinned } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

const log = makeLog(82);

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
