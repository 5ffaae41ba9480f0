import { frontierNodes, isHash, nodeHash, requireSize, rootOf } from "./merkle.ts";

/** Reads the hash of a node. It is only ever asked for complete subtrees, leaf hashes (level 0) included. */
export type ReadNode = (level: number, index: number) => Promise<string>;

/** The leaves from `start` up to and without `end`. */
interface Range {
  start: number;
  end: number;
}

/**
 * The audit path of RFC 6962, 2.1.1: hashes from the leaf's sibling up to the child of the root of the tree of `size`
 * leaves. Throws `RangeError` when that tree has no such leaf.
 */
export async function inclusionProof(input: {
  index: number;
  size: number;
  readNode: ReadNode;
}): Promise<string[]> {
  requireSize(input.size);
  if (!Number.isSafeInteger(input.index) || input.index < 0 || input.index >= input.size) {
    throw new RangeError(`a tree of ${input.size} leaves has no leaf ${input.index}`);
  }
  const siblings: Range[] = [];
  let tree: Range = { start: 0, end: input.size };
  while (tree.end - tree.start > 1) {
    const { left, right } = split(tree);
    const goesLeft = input.index < left.end;
    siblings.push(goesLeft ? right : left);
    tree = goesLeft ? left : right;
  }
  return readRanges(siblings.reverse(), input.readNode);
}

/**
 * The consistency proof of RFC 6962, 2.1.2: that the tree of `to` leaves begins with the tree of `from` leaves; without
 * hashes when the two are one. Throws `RangeError` unless 0 < from ≤ to: every tree extends the empty one, and there is
 * nothing to prove it with.
 */
export async function consistencyProof(input: {
  from: number;
  to: number;
  readNode: ReadNode;
}): Promise<string[]> {
  requireSize(input.from);
  requireSize(input.to);
  if (input.from === 0 || input.from > input.to) {
    throw new RangeError(`no proof leads from ${input.from} leaves to ${input.to}`);
  }
  const parts: Range[] = [];
  let tree: Range = { start: 0, end: input.to };
  while (input.from < tree.end) {
    const { left, right } = split(tree);
    const goesLeft = input.from <= left.end;
    parts.push(goesLeft ? right : left);
    tree = goesLeft ? left : right;
  }
  // What remains ends where the old tree ended. If it is the whole old tree, its root is known to who verifies.
  if (tree.start > 0) parts.push(tree);
  return readRanges(parts.reverse(), input.readNode);
}

/** The root that the tree had at `size` leaves, from at most 53 nodes. */
export async function rootAt(size: number, readNode: ReadNode): Promise<string> {
  return rootOfRange({ start: 0, end: size }, readNode);
}

/**
 * Whether `proof` shows that the tree with `root` over `size` leaves holds `leafHash` at `index` (RFC 9162, 2.1.3.2).
 * Anything that isn't a hash, an index or a size is simply not proved; it never throws.
 */
export function verifyInclusion(input: {
  leafHash: string;
  index: number;
  size: number;
  proof: readonly string[];
  root: string;
}): boolean {
  if (!isCount(input.index) || !isCount(input.size) || input.index >= input.size) return false;
  if (![input.leafHash, input.root, ...input.proof].every(isHash)) return false;
  let node = input.index;
  let last = input.size - 1;
  let hash = input.leafHash;
  for (const sibling of input.proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      // On the right edge there are levels without a sibling.
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hash === input.root;
}

/**
 * Whether `proof` shows that the tree of `size2` leaves begins with the tree of `size1` leaves (RFC 9162, 2.1.4.2). The
 * empty tree proves nothing and is refused. Anything that isn't a hash or a size is not proved; it never throws.
 */
export function verifyConsistency(input: {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: readonly string[];
}): boolean {
  const { size1, size2, root1, root2, proof } = input;
  if (!isCount(size1) || !isCount(size2) || size1 === 0 || size1 > size2) return false;
  // One tree: there is nothing to hash, only to compare.
  if (size1 === size2) return proof.length === 0 && root1 === root2;
  if (![root1, root2, ...proof].every(isHash)) return false;
  // A complete old tree is a node of the new one, so its root isn't repeated in the proof.
  const [first, ...rest] = frontierNodes(size1).length === 1 ? [root1, ...proof] : proof;
  if (first === undefined) return false;
  let node = size1 - 1;
  let last = size2 - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let hash1 = first;
  let hash2 = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash1 = nodeHash(sibling, hash1);
      hash2 = nodeHash(sibling, hash2);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash2 = nodeHash(hash2, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hash1 === root1 && hash2 === root2;
}

/** RFC 6962 splits n leaves at the largest power of two that is smaller than n. */
function split({ start, end }: Range): { left: Range; right: Range } {
  let width = 1;
  while (width * 2 < end - start) width *= 2;
  return { left: { start, end: start + width }, right: { start: start + width, end } };
}

/** One after the other: a connection of a database answers one question at a time. */
async function readRanges(ranges: readonly Range[], readNode: ReadNode): Promise<string[]> {
  const hashes: string[] = [];
  for (const range of ranges) hashes.push(await rootOfRange(range, readNode));
  return hashes;
}

// Splitting only ever leaves a range at a multiple of a power of two that it fits into, so each of its peaks is a node.
async function rootOfRange({ start, end }: Range, readNode: ReadNode): Promise<string> {
  const peaks: string[] = [];
  for (const { level, index } of frontierNodes(end - start)) {
    peaks.push(await readNode(level, start / 2 ** level + index));
  }
  return rootOf({ size: end - start, peaks });
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
