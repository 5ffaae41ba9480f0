import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { leafHashHex } from "./hashes.ts";
import { appendLeaves, emptyFrontier, emptyRoot, frontierNodes, nodeHash, rootOf } from "./merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-proofs.ts";
import { naiveConsistency, naiveLeaf, naivePath, naiveRoot } from "./test-naive-tree.ts";
import { growTree, testLeaves } from "./test-tree.ts";

const amount = amountOf("merkle-logs", 300);

/** The leaves with which implementations of RFC 6962 are customarily tested. */
const customary = "|00|10|2021|3031|40414243|5051525354555657|606162636465666768696a6b6c6d6e6f"
  .split("|")
  .map((data) => leafHashHex(Buffer.from(data, "hex")));

test.each([
  [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
  [5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
  [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
])("the root of the first %i customary leaves is the published one", async (size, root) => {
  const tree = growTree(customary.slice(0, size));
  expect(tree.root).toBe(root);
  expect(await rootAt(size, growTree(customary).readNode)).toBe(root);
  expect(naiveRoot(customary.slice(0, size))).toBe(root);
});

test(
  "random logs, grown in random batches, have the roots and the proofs of the RFC's recursion",
  async () => {
    const startedAt = performance.now();
    let proofs = 0;
    await fc.assert(
      fc.asyncProperty(randomLog, async ({ salt, size, batches, picks }) => {
        const leaves = Array.from({ length: size }, (_, index) => naiveLeaf(`${salt}/${index}`));
        const tree = growTree(leaves, batches);
        expect(tree.frontier.size).toBe(size);
        expect(tree.root).toBe(naiveRoot(leaves));
        for (const pick of picks) {
          const to = 1 + (pick.to % size);
          const [index, from] = [pick.index % to, 1 + (pick.from % to)];
          const [then, earlier] = [leaves.slice(0, to), leaves.slice(0, from)];
          const [root2, root1] = [await rootAt(to, tree.readNode), await rootAt(from, tree.readNode)];
          expect([root1, root2]).toEqual([naiveRoot(earlier), naiveRoot(then)]);
          const path = await inclusionProof({ index, size: to, readNode: tree.readNode });
          expect(path).toEqual(naivePath(index, then));
          const leafHash = leaves[index] ?? "";
          expect(verifyInclusion({ leafHash, index, size: to, proof: path, root: root2 })).toBe(true);
          const proof = await consistencyProof({ from, to, readNode: tree.readNode });
          expect(proof).toEqual(naiveConsistency(from, then));
          expect(verifyConsistency({ size1: from, size2: to, root1, root2, proof })).toBe(true);
          proofs += 2;
        }
      }),
      { numRuns: amount.count, seed: amount.seed },
    );
    recordProof({
      proof: "Merkle trees against the RFC's recursion",
      count: amount.count,
      seed: amount.seed,
      ms: Math.round(performance.now() - startedAt),
      counts: { proofs },
    });
  },
  amount.timeoutMs,
);

test("every root and every proof of every tree of up to 40 leaves is the RFC's", async () => {
  const tree = growTree(testLeaves(40));
  const { readNode } = tree;
  for (let size = 0; size <= 40; size += 1) {
    const then = tree.leaves.slice(0, size);
    expect(await rootAt(size, readNode)).toBe(naiveRoot(then));
    for (let n = 1; n <= size; n += 1) {
      expect(await inclusionProof({ index: n - 1, size, readNode })).toEqual(naivePath(n - 1, then));
      expect(await consistencyProof({ from: n, to: size, readNode })).toEqual(naiveConsistency(n, then));
    }
  }
});

test("every complete subtree is handed out once, with the hash of its leaves, children first", () => {
  const leaves = testLeaves(77);
  const seen = new Set(leaves.map((_, index) => `0/${index}`));
  let frontier = emptyFrontier;
  for (const batch of [1, 0, 2, 5, 30, 1, 38]) {
    const grown = appendLeaves(frontier, leaves.slice(frontier.size, frontier.size + batch));
    frontier = grown.frontier;
    for (const { level, index, hash } of grown.nodes) {
      const width = 2 ** level;
      expect(hash).toBe(naiveRoot(leaves.slice(index * width, (index + 1) * width)));
      expect((index + 1) * width).toBeLessThanOrEqual(frontier.size);
      expect(seen).toContain(`${level - 1}/${index * 2 + 1}`);
      expect(seen).not.toContain(`${level}/${index}`);
      seen.add(`${level}/${index}`);
    }
  }
  expect(frontier.size).toBe(77);
  // 77 = 64 + 8 + 4 + 1: a complete tree of w leaves has w - 1 nodes above them.
  expect(seen.size).toBe(77 + 63 + 7 + 3);
});

test("the peaks stand where the bits of the size say, largest first", () => {
  expect(frontierNodes(0)).toEqual([]);
  expect(frontierNodes(13)).toEqual([
    { level: 3, index: 0 },
    { level: 2, index: 2 },
    { level: 0, index: 12 },
  ]);
  expect(frontierNodes(Number.MAX_SAFE_INTEGER)).toHaveLength(53);
  expect(frontierNodes(2 ** 40 + 1)).toEqual([
    { level: 40, index: 0 },
    { level: 0, index: 2 ** 40 },
  ]);
});

test("appending changes no frontier that was handed out before", () => {
  const before = growTree(testLeaves(6)).frontier;
  const copy = structuredClone(before);
  appendLeaves(before, testLeaves(9));
  expect(before).toEqual(copy);
});

test("a frontier that no tree has is refused, and so is what isn't a hash", () => {
  const [leaf = "", other = ""] = testLeaves(2);
  for (const size of [-1, 0.5, Number.NaN, 2 ** 53]) {
    expect(() => frontierNodes(size), String(size)).toThrow(RangeError);
    expect(() => rootOf({ size, peaks: [leaf] }), String(size)).toThrow(RangeError);
  }
  expect(() => rootOf({ size: 3, peaks: [leaf] })).toThrow(RangeError);
  expect(() => appendLeaves({ size: 4, peaks: [leaf, other] }, [leaf])).toThrow(RangeError);
  expect(() => appendLeaves({ size: Number.MAX_SAFE_INTEGER, peaks: [] }, [leaf])).toThrow(RangeError);
  for (const bad of ["", leaf.slice(2), `${leaf}00`, leaf.toUpperCase(), `${leaf}\n`, "g".repeat(64)]) {
    expect(() => nodeHash(leaf, bad), bad).toThrow(TypeError);
    expect(() => nodeHash(bad, leaf), bad).toThrow(TypeError);
    expect(() => appendLeaves(emptyFrontier, [bad]), bad).toThrow(TypeError);
    expect(() => rootOf({ size: 1, peaks: [bad] }), bad).toThrow(TypeError);
  }
  expect(rootOf(emptyFrontier)).toBe(emptyRoot);
});

const randomLog = fc.record({
  salt: fc.nat(),
  size: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 180 })),
  batches: fc.array(fc.nat(40), { maxLength: 8 }),
  picks: fc.array(fc.record({ index: fc.nat(), from: fc.nat(), to: fc.nat() }), {
    minLength: 3,
    maxLength: 3,
  }),
});
