import { createHash } from "node:crypto";

/*
 * The tree of RFC 6962 over leaf hashes. Hashes are lower-case hex of 64 characters. Sizes and indexes are safe
 * integers, so they are halved by division: a shift would cut them to 32 bits.
 */

/** The root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = createHash("sha256").digest("hex");

/** A complete subtree of 2^level leaves, the `index`-th from the left on its level. Level 0 is a leaf hash itself. */
export interface TreeNode {
  level: number;
  index: number;
  hash: string;
}

/** What has to be known of a tree of `size` leaves to append to it: the roots of its complete subtrees, largest first. */
export interface Frontier {
  size: number;
  peaks: readonly string[];
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

const nodePrefix = Uint8Array.of(0x01);
const hashForm = /^[0-9a-f]{64}$/;

/** Whether a text is a hash as this log writes them: lower-case hex, 64 characters. */
export function isHash(text: string): boolean {
  return hashForm.test(text);
}

/** The hash of the node above two. Throws `TypeError` for what isn't a hash: Node would read a part of it. */
export function nodeHash(left: string, right: string): string {
  if (!isHash(left) || !isHash(right)) throw new TypeError("not a hash in lower-case hex");
  return createHash("sha256").update(nodePrefix).update(left, "hex").update(right, "hex").digest("hex");
}

/** Where the peaks of a tree of `size` leaves stand, largest first: one for each bit that is set in the size. */
export function frontierNodes(size: number): { level: number; index: number }[] {
  requireSize(size);
  const nodes: { level: number; index: number }[] = [];
  let start = 0;
  for (let level = maxLevel; level >= 0; level -= 1) {
    const width = 2 ** level;
    if (size - start < width) continue;
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

/**
 * Appends leaf hashes in their order. `nodes` are all that became complete with them, levels 1 and up, children before
 * parents. Throws `RangeError` for a frontier that no tree has, `TypeError` for what isn't a hash.
 */
export function appendLeaves(
  frontier: Frontier,
  leaves: readonly string[],
): { frontier: Frontier; nodes: TreeNode[] } {
  requireFrontier(frontier);
  requireSize(frontier.size + leaves.length);
  const peaks = [...frontier.peaks];
  const nodes: TreeNode[] = [];
  let size = frontier.size;
  for (const leaf of leaves) {
    if (!isHash(leaf)) throw new TypeError("not a hash in lower-case hex");
    let hash = leaf;
    let index = size;
    // Two complete neighbours of one size become one, as a carry runs through the bits of the size.
    for (let level = 1; index % 2 === 1; level += 1) {
      const left = peaks.pop();
      if (left === undefined) throw new RangeError("a frontier without the peaks of its size");
      hash = nodeHash(left, hash);
      index = (index - 1) / 2;
      nodes.push({ level, index, hash });
    }
    peaks.push(hash);
    size += 1;
  }
  return { frontier: { size, peaks }, nodes };
}

/** The root of the tree that a frontier stands for. Throws `RangeError` for a frontier that no tree has. */
export function rootOf(frontier: Frontier): string {
  requireFrontier(frontier);
  // The incomplete right edge is joined from the smallest peak up, as RFC 6962 splits from the largest down.
  return frontier.peaks.length === 0
    ? emptyRoot
    : frontier.peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** Throws `RangeError` unless this is a number of leaves that can be counted exactly. */
export function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`no tree has ${size} leaves`);
}

// The largest safe integer has 53 bits.
const maxLevel = 52;

function requireFrontier(frontier: Frontier): void {
  if (frontierNodes(frontier.size).length !== frontier.peaks.length) {
    throw new RangeError(`a tree of ${frontier.size} leaves hasn't ${frontier.peaks.length} peaks`);
  }
  if (!frontier.peaks.every(isHash)) throw new TypeError("not a hash in lower-case hex");
}
