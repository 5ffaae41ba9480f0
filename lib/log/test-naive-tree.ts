import { createHash } from "node:crypto";

/*
 * RFC 6962 once more, word for word as section 2.1 writes it: recursive, over all leaves, with nothing kept. Slow, and
 * shares nothing with the code that it is held against.
 */

/** The leaf hash of some bytes. */
export function naiveLeaf(data: Uint8Array | string): string {
  return createHash("sha256").update(Buffer.of(0)).update(data).digest("hex");
}

/** MTH: the Merkle tree hash of a list of leaf hashes. */
export function naiveRoot(leaves: readonly string[]): string {
  const [only] = leaves;
  if (only === undefined) return createHash("sha256").digest("hex");
  if (leaves.length === 1) return only;
  const k = splitPoint(leaves.length);
  return naiveNode(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D[n]). */
export function naivePath(m: number, leaves: readonly string[]): string[] {
  if (leaves.length === 1) return [];
  const k = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k ? [...naivePath(m, left), naiveRoot(right)] : [...naivePath(m - k, right), naiveRoot(left)];
}

/** PROOF(m, D[n]) for 0 < m ≤ n. */
export function naiveConsistency(m: number, leaves: readonly string[]): string[] {
  return naiveSubproof(m, leaves, true);
}

function naiveSubproof(m: number, leaves: readonly string[], whole: boolean): string[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  const k = splitPoint(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...naiveSubproof(m, left, whole), naiveRoot(right)]
    : [...naiveSubproof(m - k, right, false), naiveRoot(left)];
}

function naiveNode(left: string, right: string): string {
  return createHash("sha256")
    .update(Buffer.concat([Buffer.of(1), Buffer.from(left, "hex"), Buffer.from(right, "hex")]))
    .digest("hex");
}

/** The largest power of two smaller than n. */
function splitPoint(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}
