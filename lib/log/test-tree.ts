import { appendLeaves, emptyFrontier, type Frontier, rootOf } from "./merkle.ts";
import type { ReadNode } from "./merkle-proofs.ts";
import { naiveLeaf } from "./test-naive-tree.ts";

/** A tree in memory as the log keeps one: its frontier, and every complete subtree by level and index. */
export interface TestTree {
  leaves: string[];
  frontier: Frontier;
  root: string;
  readNode: ReadNode;
}

/** `count` leaves that are all different. */
export function testLeaves(count: number): string[] {
  return Array.from({ length: count }, (_, index) => naiveLeaf(`leaf ${index}`));
}

/** Builds the tree in batches of these sizes, the rest at once; a node that is read and isn't complete is an error. */
export function growTree(leaves: string[], batches: readonly number[] = []): TestTree {
  const stored = new Map(leaves.map((leaf, index) => [`0/${index}`, leaf]));
  let frontier = emptyFrontier;
  for (const batch of [...batches, leaves.length]) {
    const grown = appendLeaves(frontier, leaves.slice(frontier.size, frontier.size + batch));
    for (const { level, index, hash } of grown.nodes) {
      if (stored.has(`${level}/${index}`)) throw new Error(`node ${level}/${index} became complete twice`);
      stored.set(`${level}/${index}`, hash);
    }
    frontier = grown.frontier;
  }
  const readNode = async (level: number, index: number): Promise<string> => {
    const hash = stored.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`node ${level}/${index} isn't complete`);
    return hash;
  };
  return { leaves, frontier, root: rootOf(frontier), readNode };
}

/** Every way to alter a hash in one byte: the lowest bit, the highest bit, and all bits. */
export function alterations(hash: string): string[] {
  const bytes = Buffer.from(hash, "hex");
  return [0x01, 0x80, 0xff].flatMap((mask) =>
    [...bytes.keys()].map((at) => {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(bytes.readUInt8(at) ^ mask, at);
      return altered.toString("hex");
    }),
  );
}
