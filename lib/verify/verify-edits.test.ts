import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { makeLog } from "./test-log.ts";
import { pinned } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

const log = makeLog(82);

describe("random edits of the file", () => {
  const { count, seed, timeoutMs } = amountOf("verify-edits", 40);

  test(
    "are found, or leave the log as it was",
    async () => {
      const { database, policy } = pinned(log);
      const bytes = readFileSync(database);
      const before = contents(database);
      const counts = { valid: 0, tampered: 0, unchecked: 0 };
      const next = makeRandom(seed);
      const missed: string[] = [];
      const startedAt = performance.now();
      for (let edit = 0; edit < count; edit += 1) {
        const changed = Buffer.from(bytes);
        for (let at = next(bytes.length), left = 1 + next(4); left > 0; left -= 1, at += 1)
          changed[at % bytes.length] = next(256);
        writeFileSync(database, changed);
        const { exit, lines } = await verifyPaths([database, policy]);
        const isSame = exit !== 0 || isDeepStrictEqual(contents(database), before);
        if (!isSame || /\n\s+at /.test(lines.join("\n")))
          missed.push(`edit ${edit} of seed ${seed}: ${exit} ${lines[0]}`);
        counts[exit === 0 ? "valid" : exit === 1 ? "tampered" : "unchecked"] += 1;
      }
      recordProof({
        proof: "verify-edits",
        count,
        seed,
        ms: Math.round(performance.now() - startedAt),
        counts: { ...counts, missed: missed.length },
      });
      expect(missed.slice(0, 20)).toEqual([]);
    },
    timeoutMs,
  );

  /** Numbers below a bound, the same for the same seed (mulberry32). */
  function makeRandom(start: number): (below: number) => number {
    let state = start;
    return (below) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
  }

  // By name: a column that was added to the schema, or renamed and says nothing of the log, changes nothing of it.
  const columns = {
    entry: "id, chain, n, hash, at, type, request_key, bytes",
    chain: "key, n, hash, at",
    tree_leaf: "epoch, idx, entry_id, hash",
    tree_node: "epoch, level, idx, hash",
    tree_head: "epoch, size, root, origin",
    checkpoint: "epoch, size, root, note",
    vote: "request_id, person_id, decision, digest",
    attempt: "request_id, n, answer_kind, http_status, provider_request_id",
  };

  function contents(file: string): unknown {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      return Object.entries(columns).map(([table, names]) =>
        db.prepare(`SELECT ${names} FROM ${table} NOT INDEXED ORDER BY 1, 2, 3`).all(),
      );
    } finally {
      db.close();
    }
  }
});
