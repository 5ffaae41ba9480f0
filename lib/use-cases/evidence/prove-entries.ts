import { type PackageFile, textFile } from "#lib/evidence/package-file.ts";
import { hashToBase64 } from "#lib/log/base64.ts";
import { nodeHash } from "#lib/log/merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  type ReadNode,
  rootAt,
  verifyInclusion,
} from "#lib/log/merkle-proofs.ts";
import { formatTlogProof } from "#lib/log/tlog-proof.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { CheckpointRecord, TreeStore } from "#lib/ports/tree-store.ts";
import type { SealedEntry } from "./collect-entries.ts";

/** A proof for each entry, up to the head or, in an older epoch, to that epoch's last checkpoint. */
export async function proofFiles(
  tree: TreeStore,
  sealed: readonly SealedEntry[],
  head: CheckpointRecord,
): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const epoch of new Set(sealed.map((one) => one.epoch))) {
    const ofEpoch = sealed.filter((one) => one.epoch === epoch);
    const checkpoint = epoch === head.epoch ? head : await lastCheckpoint(tree, epoch);
    const readNode = rememberNodes(tree, epoch, ofEpoch);
    if ((await rootAt(checkpoint.size, readNode)) !== checkpoint.root) {
      throw new DomainError("evidence_broken", { what: `The tree at size ${checkpoint.size}` });
    }
    for (const { index, record } of ofEpoch) {
      const { size, root } = checkpoint;
      const proof = await inclusionProof({ index, size, readNode });
      if (!verifyInclusion({ index, size, leafHash: record.hash, proof, root })) {
        throw new DomainError("evidence_broken", { what: `Entry ${record.n} of ${record.chain}` });
      }
      const text = formatTlogProof({ index, proof, checkpoint: checkpoint.note });
      files.push(textFile(`proofs/${epoch}-${index}.tlog-proof`, text));
    }
  }
  return files;
}

/** That the newest checkpoint which an anchor had taken before the head was signed is a beginning of the head. */
export async function consistencyFile(
  tree: TreeStore,
  head: CheckpointRecord,
): Promise<{ from: number; file: PackageFile } | null> {
  const { epoch, size, at } = head;
  const anchored = await tree.anchoredBefore({ epoch, size, at });
  if (anchored === null || anchored.size === 0) return null;
  const readNode = rememberNodes(tree, epoch, []);
  const proof = await consistencyProof({ from: anchored.size, to: size, readNode });
  const lines = [`consistency ${anchored.size} ${size}`, ...proof.map(hashToBase64)];
  return {
    from: anchored.size,
    file: textFile("consistency.txt", `${anchored.note}\n${lines.join("\n")}\n`),
  };
}

async function lastCheckpoint(tree: TreeStore, epoch: number): Promise<CheckpointRecord> {
  const head = (await tree.heads()).find((one) => one.epoch === epoch);
  const last = head === undefined ? null : await tree.checkpoint(epoch, head.size);
  if (last === null) throw new DomainError("evidence_broken", { what: `The end of epoch ${epoch}` });
  return last;
}

/** Asks for each node once, and makes those whose leaves are all in the package from these. */
function rememberNodes(tree: TreeStore, epoch: number, sealed: readonly SealedEntry[]): ReadNode {
  const known = new Map(sealed.map(({ index, record }) => [`0/${index}`, record.hash]));
  const make = (level: number, index: number): string | undefined => {
    const place = `${level}/${index}`;
    const found = known.get(place);
    if (found !== undefined || level === 0) return found;
    const left = make(level - 1, index * 2);
    const right = left === undefined ? undefined : make(level - 1, index * 2 + 1);
    if (left === undefined || right === undefined) return undefined;
    const hash = nodeHash(left, right);
    known.set(place, hash);
    return hash;
  };
  return async (level, index) => {
    const made = make(level, index);
    if (made !== undefined) return made;
    const [hash = ""] = await tree.nodes(epoch, [{ level, index }]);
    known.set(`${level}/${index}`, hash);
    return hash;
  };
}
