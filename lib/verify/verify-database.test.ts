import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { append, leafHashOf, makeLog, policyOf } from "./test-log.ts";
import { anchorFile, first, kindsOf, pinned, signerState } from "./test-verify.ts";
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
    const anchored = (size: number) => verifyPaths([own.database, own.policy, anchorFile(log, [size])]);
    expect(first(await anchored(50))).toMatchObject({ kind: "inconsistent", index: 0 });
    expect(first(await anchored(48))).toMatchObject({ kind: "fork" });
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
    [
      "a note",
      // One character of the signature, whichever it is.
      `UPDATE checkpoint SET note = substr(note, 1, length(note) - 9)
         || iif(substr(note, -9, 1) = 'A', 'B', 'A') || substr(note, -8) WHERE size = 48`,
      "signature",
    ],
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
    "UPDATE entry SET chain = 'IR-9' WHERE rowid = 20",
    "UPDATE entry SET n = 99 WHERE rowid = 20",
    "UPDATE entry SET id = 'x' WHERE rowid = 20; UPDATE tree_leaf SET entry_id = 'x' WHERE idx = 19",
    "UPDATE chain SET at = at + 1 WHERE key = 'IR-1001'",
    "UPDATE chain SET sealed_n = 3 WHERE key = 'IR-1001'",
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
