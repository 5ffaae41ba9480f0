import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { appendLeaves, type Frontier, isHash, rootOf, type TreeNode } from "#lib/log/merkle.ts";
import { type NoteVerifier, openNote } from "#lib/log/signed-note.ts";
import type { LogCheckStore, StoredLeaf } from "#lib/ports/log-check-store.ts";
import type { CheckpointRecord } from "#lib/ports/tree-store.ts";
import { entryName, type Findings } from "./findings.ts";

/** Builds one tree again from its leaves and holds nodes and checkpoints against it. */
export interface TreeCheck {
  /** The next leaves, in order, from where the last ones ended. */
  take(leaves: readonly StoredLeaf[], to: number): Promise<void>;
  /** What was built so far; null once a leaf was missing, for nothing above it can be told then. */
  frontier(): Frontier | null;
}

export function createTreeCheck(input: {
  store: LogCheckStore;
  findings: Findings;
  epoch: number;
  origin: string;
  verifier: NoteVerifier | null;
  from: Frontier;
}): TreeCheck {
  const { store, findings, epoch, origin, verifier } = input;
  let frontier: Frontier | null = input.from;
  let isRootWrong = false;

  function checkNote({ size, root, note }: CheckpointRecord): void {
    const name = `The checkpoint of ${size.toLocaleString("en")} entries`;
    const opened = verifier && openNote(note, [verifier]);
    const said = opened && parseCheckpoint(opened.text);
    if (!said)
      findings.add("signature", { epoch, index: size - 1 }, `${name} isn't signed by the log's key.`);
    else if (said.origin !== origin) {
      findings.add("origin", { epoch, index: size - 1 }, `${name} is of another log, ${said.origin}.`);
    } else if (said.size !== size || said.root !== root) {
      findings.add("root", { epoch, index: size - 1 }, `${name} isn't what was signed.`);
    }
  }

  function checkRoot({ size, root }: CheckpointRecord, at: Frontier): void {
    if (isRootWrong || rootOf(at) === root) return;
    isRootWrong = true;
    const name = `The checkpoint of ${size.toLocaleString("en")} entries`;
    findings.add("root", { epoch, index: size - 1 }, `${name} was signed over others than are there now.`);
  }

  async function checkNodes(nodes: readonly TreeNode[]): Promise<void> {
    const levels = Map.groupBy(nodes, ({ level }) => level);
    for (const [level, built] of levels) {
      const [first, last] = [built[0]?.index ?? 0, built.at(-1)?.index ?? 0];
      const stored = await store.nodes(epoch, level, first, last + 1);
      const kept = new Map(stored.map(({ index, hash }) => [index, hash]));
      for (const { index, hash } of built) {
        if (kept.get(index) === hash) continue;
        const [from, to] = [index * 2 ** level, (index + 1) * 2 ** level - 1];
        const what = kept.has(index) ? "A wrong node stands" : "A node is missing";
        findings.add(
          "tree_node",
          { epoch, index: from },
          `${what} in the tree above the entries ${from.toLocaleString("en")} to ${to.toLocaleString("en")}.`,
        );
      }
    }
  }

  /** The hashes of the leaves in their places; null where one is missing. */
  function hashesOf(leaves: readonly StoredLeaf[], from: number, to: number): string[] | null {
    const hashes: string[] = [];
    for (const { index, hash, entry } of leaves) {
      if (index !== from + hashes.length || !isHash(hash)) break;
      if (entry !== null && entry.hash !== hash) {
        const name = entryName(entry.chain, entry.n);
        const where = { epoch, index, chain: entry.chain, n: entry.n };
        findings.add("tree_leaf", where, `${name} isn't the one that the tree holds at ${index}.`);
      }
      if (entry === null) {
        findings.add("tree_leaf", { epoch, index }, `The entry at ${index} of the tree is gone.`);
      }
      hashes.push(hash);
    }
    if (hashes.length === to - from) return hashes;
    const gone = from + hashes.length;
    findings.add("tree_leaf", { epoch, index: gone }, `No entry stands at ${gone} of the tree.`);
    return null;
  }

  return {
    frontier: () => frontier,
    async take(leaves, to) {
      if (frontier === null) return;
      const from = frontier.size;
      const hashes = hashesOf(leaves, from, to);
      const checkpoints = await store.checkpoints(epoch, from, to);
      for (const one of checkpoints) checkNote(one);
      if (hashes === null) {
        frontier = null;
        return;
      }
      const nodes: TreeNode[] = [];
      let at: Frontier = frontier;
      const grow = (size: number) => {
        const grown = appendLeaves(at, hashes.slice(at.size - from, size - from));
        nodes.push(...grown.nodes);
        at = grown.frontier;
      };
      for (const one of checkpoints) {
        grow(one.size);
        checkRoot(one, at);
      }
      grow(to);
      frontier = at;
      await checkNodes(nodes);
    },
  };
}
