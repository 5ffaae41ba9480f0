import { expect, test } from "vitest";
import { emptyRoot, frontierNodes, nodeHash, rootOf } from "./merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  type ReadNode,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-proofs.ts";
import { alterations, growTree, testLeaves } from "./test-tree.ts";

const tree = growTree(testLeaves(33));
const { readNode } = tree;
const garbage = "ab".repeat(32);
const leafAt = (index: number) => tree.leaves[index] ?? "";

type Inclusion = Parameters<typeof verifyInclusion>[0];
type Consistency = Parameters<typeof verifyConsistency>[0];

async function included(index: number, size: number): Promise<Inclusion> {
  const proof = await inclusionProof({ index, size, readNode });
  return { leafHash: leafAt(index), index, size, proof, root: await rootAt(size, readNode) };
}

async function consistent(size1: number, size2: number): Promise<Consistency> {
  const [root1, root2] = [await rootAt(size1, readNode), await rootAt(size2, readNode)];
  const proof = await consistencyProof({ from: size1, to: size2, readNode });
  return { size1, size2, root1, root2, proof };
}

async function* everyInclusion(): AsyncGenerator<Inclusion> {
  for (let size = 1; size <= 33; size += 1) {
    for (let index = 0; index < size; index += 1) yield await included(index, size);
  }
}

async function* everyConsistency(): AsyncGenerator<Consistency> {
  for (let size2 = 2; size2 <= 33; size2 += 1) {
    for (let size1 = 1; size1 < size2; size1 += 1) yield await consistent(size1, size2);
  }
}

/** The ways in which the public test vectors damage a proof, and one more: another proof hash in each place. */
function damagedProofs(proof: readonly string[], roots: readonly string[]): Record<string, string[]> {
  const damaged: Record<string, string[]> = {
    "trailing garbage": [...proof, garbage],
    "preceding garbage": [garbage, ...proof],
    "trailing empty": [...proof, ""],
    "trailing half": [...proof, garbage.slice(32)],
  };
  for (const [at, root] of roots.entries()) {
    damaged[`trailing root ${at}`] = [...proof, root];
    damaged[`preceding root ${at}`] = [root, ...proof];
  }
  if (proof.length > 0) {
    damaged["truncated"] = proof.slice(0, -1);
    damaged["beheaded"] = proof.slice(1);
    damaged["empty"] = [];
  }
  if (proof.length > 1) damaged["reversed"] = proof.toReversed();
  for (const [at, hash] of proof.entries()) {
    damaged[`modified ${at}`] = proof.with(
      at,
      hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
    );
    damaged[`twice ${at}`] = proof.toSpliced(at, 0, hash);
    damaged[`upper case ${at}`] = proof.with(at, `A${hash.slice(1)}`);
  }
  return damaged;
}

test("an inclusion proof is accepted, and with any of the public vectors' damages it isn't", async () => {
  for await (const right of everyInclusion()) {
    const where = `leaf ${right.index} of ${right.size}`;
    expect(verifyInclusion(right), where).toBe(true);
    const wrong: Record<string, Partial<Inclusion>> = {
      "index - 1": { index: right.index - 1 },
      "index - 1 in 64 bits": { index: right.index === 0 ? 2 ** 64 - 1 : -right.index },
      "index + 1": { index: right.index + 1 },
      "index xor 2": { index: right.index ^ 2 },
      "index + 2^32": { index: right.index + 2 ** 32 },
      "index + half": { index: right.index + 0.5 },
      "size * 2": { size: right.size * 2 },
      "size / 2": { size: Math.floor(right.size / 2) },
      "no size": { size: 0 },
      "not a size": { size: Number.NaN },
      "another leaf": { leafHash: garbage },
      "empty leaf": { leafHash: "" },
      "random root": { root: garbage },
      "empty tree's root": { root: emptyRoot },
      "empty root": { root: "" },
      "empty root and leaf": { root: "", leafHash: "" },
      "upper-case root": { root: right.root.toUpperCase() },
    };
    for (const [name, change] of Object.entries(wrong)) {
      expect(verifyInclusion({ ...right, ...change }), `${where}: ${name}`).toBe(false);
    }
    for (const [name, proof] of Object.entries(damagedProofs(right.proof, [right.root]))) {
      expect(verifyInclusion({ ...right, proof }), `${where}: ${name}`).toBe(false);
    }
  }
});

test("a consistency proof is accepted, and with any of the public vectors' damages it isn't", async () => {
  for await (const right of everyConsistency()) {
    const { size1, size2, root1, root2 } = right;
    const where = `${size1} to ${size2}`;
    expect(verifyConsistency(right), where).toBe(true);
    const wrong: Record<string, Partial<Consistency>> = {
      "size1 - 1": { size1: size1 - 1 },
      "size1 + 1": { size1: size1 + 1 },
      "size1 xor 2": { size1: size1 ^ 2 },
      "size2 * 2": { size2: size2 * 2 },
      "size2 / 2": { size2: Math.floor(size2 / 2) },
      "size1 of nothing": { size1: 0, root1: emptyRoot },
      "sizes swapped": { size1: size2, size2: size1 },
      "sizes equal": { size1: size2 },
      "half a size": { size1: size1 - 0.5 },
      "random root1": { root1: garbage },
      "random root2": { root2: garbage },
      "empty root1": { root1: "" },
      "empty root2": { root2: "" },
      "roots swapped": { root1: root2, root2: root1 },
      "the same root": { root1: root2 },
    };
    for (const [name, change] of Object.entries(wrong)) {
      expect(verifyConsistency({ ...right, ...change }), `${where}: ${name}`).toBe(false);
    }
    for (const [name, proof] of Object.entries(damagedProofs(right.proof, [root1, root2]))) {
      expect(verifyConsistency({ ...right, proof }), `${where}: ${name}`).toBe(false);
    }
  }
});

test("a tree is consistent with itself without any hash, and the empty tree proves nothing", async () => {
  const root = tree.root;
  const same = { size1: 33, size2: 33, root1: root, root2: root };
  expect(await consistencyProof({ from: 33, to: 33, readNode })).toEqual([]);
  expect(verifyConsistency({ ...same, proof: [] })).toBe(true);
  expect(verifyConsistency({ ...same, proof: [root] })).toBe(false);
  expect(verifyConsistency({ ...same, root2: garbage, proof: [] })).toBe(false);
  for (const size2 of [0, 1, 33]) {
    const nothing = { size1: 0, size2, root1: emptyRoot, root2: size2 === 0 ? emptyRoot : root };
    expect(verifyConsistency({ ...nothing, proof: [] })).toBe(false);
    expect(verifyConsistency({ ...nothing, proof: [root] })).toBe(false);
  }
});

test("a proof of another entry isn't accepted", async () => {
  for (let index = 0; index < 33; index += 1) {
    const right = await included(index, 33);
    for (let other = 0; other < 33; other += 1) {
      if (other === index) continue;
      expect(verifyInclusion({ ...right, index: other })).toBe(false);
      expect(verifyInclusion({ ...right, leafHash: leafAt(other) })).toBe(false);
    }
  }
});

test("every single altered byte of a leaf, a proof or a root is refused", async () => {
  for (const [index, size] of [
    [0, 1],
    [4, 5],
    [5, 13],
    [12, 13],
    [31, 32],
    [32, 33],
  ] as const) {
    const right = await included(index, size);
    for (const leafHash of alterations(right.leafHash)) {
      expect(verifyInclusion({ ...right, leafHash })).toBe(false);
    }
    for (const root of alterations(right.root)) expect(verifyInclusion({ ...right, root })).toBe(false);
    for (const proof of alteredProofs(right.proof)) expect(verifyInclusion({ ...right, proof })).toBe(false);
  }
  for await (const right of everyConsistency()) {
    if (right.size2 % 11 !== 0 && right.size2 !== 32) continue;
    for (const root1 of alterations(right.root1)) expect(verifyConsistency({ ...right, root1 })).toBe(false);
    for (const root2 of alterations(right.root2)) expect(verifyConsistency({ ...right, root2 })).toBe(false);
    const accepted = [...alteredProofs(right.proof)].find((proof) => verifyConsistency({ ...right, proof }));
    expect(accepted).toBeUndefined();
  }
});

test("a proof that the tree can't give is an error", async () => {
  for (const [index, size] of [
    [0, 0],
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, -1],
    [0, 2 ** 53],
  ] as const) {
    await expect(inclusionProof({ index, size, readNode })).rejects.toThrow(RangeError);
  }
  for (const [from, to] of [
    [0, 5],
    [0, 0],
    [6, 5],
    [-1, 5],
    [1, 0.5],
    [1, 2 ** 53],
  ] as const) {
    await expect(consistencyProof({ from, to, readNode })).rejects.toThrow(RangeError);
  }
  await expect(rootAt(-1, readNode)).rejects.toThrow(RangeError);
});

test("a store that answers with something else than a hash is an error, never a proof", async () => {
  const broken: ReadNode = async () => "not a hash";
  await expect(inclusionProof({ index: 0, size: 2, readNode: broken })).rejects.toThrow(TypeError);
  await expect(consistencyProof({ from: 2, to: 4, readNode: broken })).rejects.toThrow(TypeError);
  await expect(rootAt(4, broken)).rejects.toThrow(TypeError);
});

test.each([
  [2 ** 31, 2 ** 31 + 1],
  [2 ** 32 + 1, 2 ** 32 + 2],
  [2 ** 40 + 3, 2 ** 41 + 12_345],
  [7, Number.MAX_SAFE_INTEGER],
  [Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER],
])("leaf %i of a tree of %i leaves is proved as any other", async (index, size) => {
  const reader = vastTree(index);
  const root = await rootAt(size, reader);
  expect(root).toBe(
    rootOf({
      size,
      peaks: await Promise.all(frontierNodes(size).map((node) => reader(node.level, node.index))),
    }),
  );
  const proof = await inclusionProof({ index, size, readNode: reader });
  const right = { leafHash: leafAt(1), index, size, proof, root };
  expect(verifyInclusion(right)).toBe(true);
  for (const by of [1, 2 ** 31, 2 ** 32, 2 ** 33]) {
    expect(verifyInclusion({ ...right, index: index - by })).toBe(false);
    expect(verifyInclusion({ ...right, index: index + by })).toBe(false);
  }
  const size1 = Math.max(1, index - 5);
  const earlier = { size1, size2: size, root1: await rootAt(size1, reader), root2: root };
  const steps = await consistencyProof({ from: size1, to: size, readNode: reader });
  expect(verifyConsistency({ ...earlier, proof: steps })).toBe(true);
  expect(verifyConsistency({ ...earlier, proof: steps, root1: garbage })).toBe(false);
});

function* alteredProofs(proof: readonly string[]): Generator<string[]> {
  for (const [at, hash] of proof.entries()) {
    for (const altered of alterations(hash)) yield proof.with(at, altered);
  }
}

/** A tree of any size whose leaves are all the same, but for one: each node is computed when it is asked for. */
function vastTree(special: number): ReadNode {
  const uniform = [leafAt(0)];
  for (let level = 1; level <= 53; level += 1) {
    const below = uniform[level - 1] ?? "";
    uniform.push(nodeHash(below, below));
  }
  const hashOf = (level: number, index: number): string => {
    if (Math.floor(special / 2 ** level) !== index) return uniform[level] ?? "";
    if (level === 0) return leafAt(1);
    return nodeHash(hashOf(level - 1, index * 2), hashOf(level - 1, index * 2 + 1));
  };
  return async (level, index) => hashOf(level, index);
}
