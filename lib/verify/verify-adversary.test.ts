import { describe, expect, test } from "vitest";
import { append, headAt, type Leaf, leafHashOf, makeLog, newKey, noteOf, type TestLog } from "./test-log.ts";
import { writeExport } from "./test-log-files.ts";
import { packageOf, writeFolder } from "./test-package.ts";
import { json, listIn, policyFile } from "./test-package-edits.ts";
import { canonicalText, type Fields } from "./test-story.ts";
import { anchorFile, first, kindsOf, newFolder, pinned, signerState } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

/*
 * Who is caught by what: A2 writes the database, A3 has the signing key too. A3 is found down to the last anchor that
 * lies where they can't write, and the report names the window after it.
 */

const log = makeLog(200);
const size = log.leaves.length;
const anchored = [48, 96, 144, 192];

/** The log as somebody would make it who writes all of it anew from `from` on: chains, hashes and all. */
function rewritten(of: TestLog, from: number, change: (leaves: Leaf[]) => Leaf[]): TestLog {
  const ends = new Map<string, { n: number; hash: string }>();
  const leaves = change([...of.leaves]).map((leaf, i) => {
    const end = ends.get(leaf.chain) ?? { n: 0, hash: "0".repeat(64) };
    const entry = JSON.parse(leaf.bytes.toString()) as Fields;
    const link = { key: leaf.chain, n: end.n + 1, prev: end.hash };
    const bytes = i < from ? leaf.bytes : Buffer.from(canonicalText({ ...entry, chain: link }));
    const made = { ...leaf, n: link.n, bytes, hash: leafHashOf(bytes) };
    ends.set(leaf.chain, made);
    return made;
  });
  return {
    ...of,
    leaves,
    places: leaves.map((_, index) => ({ epoch: 1, index })),
    requests: [],
    votes: [],
    attempts: [],
  };
}

const withText = (leaf: Leaf, change: (text: string) => string): Leaf => ({
  ...leaf,
  bytes: Buffer.from(change(leaf.bytes.toString())),
});
const changed = (index: number) => (leaves: Leaf[]) =>
  leaves.map((leaf, i) =>
    i === index ? withText(leaf, (text) => text.replace('"late":false', '"late":true')) : leaf,
  );

function exported(of: TestLog): string {
  const folder = newFolder();
  writeExport(folder, of);
  return folder;
}

/** The log as it was so many entries before, its tables with it. */
const cutBy = (cut: number): TestLog => {
  const leaves = log.leaves.slice(0, size - cut);
  const isThere = ({ key }: Fields) => leaves.some(({ requestKey }) => requestKey === key);
  const requests = log.requests.filter(isThere);
  const ids = new Set(requests.map(({ id }) => id));
  const [votes, attempts] = [log.votes, log.attempts].map((rows) =>
    rows.filter((row) => ids.has(row["request_id"] ?? null)),
  );
  return {
    ...log,
    leaves,
    places: log.places.slice(0, size - cut),
    requests,
    votes: votes ?? [],
    attempts: attempts ?? [],
  };
};

describe("whoever has the key writes the log anew", () => {
  const changes: [string, (at: number) => (leaves: Leaf[]) => Leaf[]][] = [
    ["one byte of one entry", changed],
    ["an entry deleted", (at) => (leaves) => leaves.toSpliced(at, 1)],
    [
      "an entry inserted",
      (at) => (leaves) =>
        leaves.toSpliced(
          at,
          0,
          withText(leaves[at] as Leaf, (text) => text.replace("entry-", "forge-")),
        ),
    ],
    [
      "two entries swapped",
      (at) => (leaves) => leaves.with(at, leaves[at + 1] as Leaf).with(at + 1, leaves[at] as Leaf),
    ],
  ];

  test.each(changes)(
    "%s: found down to the last anchor, and the window after it is named",
    async (_, change) => {
      for (const at of [1, 47, 48, 150]) {
        const folder = exported(rewritten(log, at, change(at)));
        const alone = await verifyPaths([folder, policyFile(log)]);
        expect(alone.lines).toContain(
          "not covered: what somebody with the signing key changed after the beginning",
        );
        expect(alone.exit).toBe(0);
        for (const anchor of anchored) {
          const anchors = anchored.filter((one) => one <= anchor);
          const answer = await verifyPaths([folder, policyFile(log), anchorFile(log, anchors)]);
          const { kind, index } = first(answer);
          const window = answer.lines.find((line) => line.includes("somebody with the signing key"));
          // Found: the first bad entry lies after the last anchor that still fits.
          const found = {
            kind: "inconsistent",
            index: anchored.findLast((one) => one <= at) ?? 0,
            window: undefined,
          };
          const unseen = {
            kind: "exit 0: valid",
            index: undefined,
            window: `not covered: what somebody with the signing key changed after size ${anchor}`,
          };
          expect({ kind, index, window }, `${at} ${anchor}`).toEqual(anchor > at ? found : unseen);
        }
      }
    },
  );

  test("a tail of 1 to 50 entries cut off", async () => {
    const policy = policyFile(log);
    const newest = anchorFile(log, [size]);
    const older = anchorFile(log, [144]);
    for (let cut = 1; cut <= 50; cut += 1) {
      const folder = exported(cutBy(cut));
      expect(first(await verifyPaths([folder, policy, newest]))).toMatchObject({
        kind: "truncated",
        index: size - cut,
      });
      const answer = await verifyPaths([folder, policy, older]);
      expect(answer.lines).toContain(
        "not covered: what somebody with the signing key changed after size 144",
      );
      expect(answer.lines).toContain(`Nothing here shows what came after checkpoint size ${size - cut}.`);
      expect(answer.exit).toBe(0);
    }
  });

  test("an older database put back: the signer's memory and an anchor know more", async () => {
    // Where no request was under way.
    for (const cut of [1, 41, 82]) {
      const { database, policy } = pinned(cutBy(cut));
      expect(await verifyPaths([database, policy])).toMatchObject({ exit: 0 });
      const found = { kind: "truncated", index: size - cut };
      expect(first(await verifyPaths([database, policy, anchorFile(log, [size])]))).toMatchObject(found);
      signerState(database, log, size);
      expect(first(await verifyPaths([database, policy]))).toMatchObject(found);
      expect(await verifyPaths([database, policy], { isBackup: true })).toMatchObject({ exit: 0 });
    }
  });

  test("two histories for two readers, once their checkpoints are compared", async () => {
    const other = rewritten(log, 100, changed(100));
    const answer = await verifyPaths([
      exported(log),
      policyFile(log),
      anchorFile(log, [96]),
      anchorFile(other, [size]),
    ]);
    expect(kindsOf(answer)).toEqual(expect.arrayContaining(["fork", "inconsistent"]));
  });
});

describe("whoever has no key", () => {
  test("writes chains, hashes and tree anew: the signed checkpoints don't fit", async () => {
    for (const at of [1, 60, 150]) {
      const forged = rewritten(log, at, changed(at));
      const { database, policy } = pinned({ ...forged, key: newKey() });
      expect(first(await verifyPaths([database, policyFile(log)]))).toMatchObject({ kind: "signature" });
      // The old notes are put back into the new tables.
      const notes = [16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, size]
        .map(
          (one) => `UPDATE checkpoint SET note = '${noteOf(log.key, headAt(log, one))}' WHERE size = ${one}`,
        )
        .join(";");
      const again = pinned({ ...forged, key: log.key }, { change: notes });
      const answer = await verifyPaths([again.database, again.policy]);
      const fits = Math.floor(at / 16) * 16;
      expect(first(answer)).toMatchObject({ kind: "root" });
      expect(answer.lines.join("\n")).toContain(`index ${fits}, from here to`);
      expect(policy).not.toBe(again.policy);
    }
  });

  test("splices two logs of one key", async () => {
    const other = { ...makeLog(200, { mark: "other" }), key: log.key };
    for (const at of [30, 100, 170]) {
      const leaves = [...log.leaves.slice(0, at), ...other.leaves.slice(at)];
      const answer = await verifyPaths([exported({ ...log, leaves }), policyFile(log)]);
      expect(first(answer)).toMatchObject({ kind: "chain_prev" });
      expect(Number(first(answer).index)).toBeLessThan(at);
    }
  });

  test("puts the entries of a case into another order", async () => {
    const places = log.leaves.flatMap(({ chain }, i) => (chain === "IR-1005" ? [i] : []));
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [a, b] = [places[i] ?? 0, places[i + 1] ?? 0];
      const leaves = log.leaves.with(a, log.leaves[b] as Leaf).with(b, log.leaves[a] as Leaf);
      const answer = await verifyPaths([exported({ ...log, leaves }), policyFile(log)]);
      expect(first(answer)).toMatchObject({ chain: "IR-1005", index: a });
      expect(first(answer).kind).toMatch(/^chain_gap$|^tree_leaf$/);
    }
  });

  test("rewrites the tail that isn't sealed yet, but not its chain", async () => {
    const change = `UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '"late":false', '"late":true') AS BLOB) WHERE id = '${log.leaves[size - 3]?.id}'`;
    const { database, policy } = pinned(log, { unsealed: 4, change });
    expect(first(await verifyPaths([database, policy]))).toMatchObject({ kind: "leaf_hash" });
  });

  test("swaps the keys of two subjects", async () => {
    const swap = json("disclosure.json", (value) => {
      const parts = listIn(value, "parts");
      const [a, b] = [parts[0] ?? {}, parts.find(({ kid }) => kid !== parts[0]?.["kid"]) ?? {}];
      [a["key"], b["key"]] = [b["key"] ?? null, a["key"] ?? null];
    });
    const folder = writeFolder(newFolder(), packageOf(log, { of: [0, 30], ...swap }));
    const answer = await verifyPaths([folder, policyFile(log)]);
    expect(first(answer)).toMatchObject({ kind: "disclosure", chain: "IR-1000", n: 1 });
    expect(kindsOf(answer).filter((kind) => kind === "disclosure").length).toBe(2);
  });

  test("leaves a checkpoint of another log of the same key beside it", async () => {
    const other = { ...makeLog(41), key: log.key };
    append(other, { type: "session.started", chain: "installation" });
    expect(first(await verifyPaths([exported(log), policyFile(log), anchorFile(other, [42])]))).toMatchObject(
      {
        kind: "inconsistent",
        index: 0,
      },
    );
  });
});
