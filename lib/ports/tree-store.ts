import type { TreeNode } from "#lib/log/merkle.ts";
import type { EntryRecord } from "./records.ts";
import type { Statement } from "./statement.ts";

/** One epoch's tree as far as it is indexed. `root` is lower-case hex. */
export interface TreeHead {
  epoch: number;
  /** `LOG_ORIGIN/<epoch>`: what its checkpoints begin with. */
  origin: string;
  size: number;
  root: string;
}

export interface CheckpointRecord {
  epoch: number;
  size: number;
  root: string;
  /** The signed note, as it goes to readers and anchors. */
  note: string;
  at: Date;
}

/** An entry that isn't in the tree yet, with what its chain has right before it. */
export interface WaitingEntry {
  record: EntryRecord;
  /** Hash of the chain's entry before as it is stored; null where that entry is missing. */
  previousHash: string | null;
}

/** An entry's place in the tree. */
export interface TreeLeaf {
  epoch: number;
  index: number;
  entry: EntryRecord;
}

/** The Merkle tree of the log, its signed checkpoints, and who took them. Everything in it is only ever added to. */
export interface TreeStore {
  /** The newest epoch's tree; null before the first seal. */
  head(): Promise<TreeHead | null>;
  heads(): Promise<TreeHead[]>;
  /** The next entries of each chain (or of this one) that aren't in the tree, without gaps; at most about `limit`. */
  waiting(limit: number, chain?: string): Promise<WaitingEntry[]>;
  waitingCount(): Promise<number>;
  /** The chains of which something waits, and the number of the last entry of each. */
  waitingChains(): Promise<{ key: string; n: number }[]>;
  /** Up to which number these chains stand in the tree. */
  sealedNumbers(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Hashes of complete subtrees, in the order asked for. Level 0 are the leaves. Throws `LogFault` when one is missing. */
  nodes(epoch: number, places: readonly { level: number; index: number }[]): Promise<string[]>;
  /** Adds leaves and nodes, moves the head (guarded by `before`) and what counts as sealed of each chain. */
  grow(input: {
    before: TreeHead | null;
    after: TreeHead;
    leaves: readonly { index: number; entry: EntryRecord }[];
    nodes: readonly TreeNode[];
  }): Statement[];
  /** Opens the next epoch with an empty tree. */
  open(head: TreeHead): Statement[];
  newestCheckpoint(): Promise<CheckpointRecord | null>;
  /** The checkpoint of exactly this size. */
  checkpoint(epoch: number, size: number): Promise<CheckpointRecord | null>;
  /** The same size has the same note, whoever signs it: a second one changes nothing. */
  addCheckpoint(record: CheckpointRecord): Statement;
  /** Leaves in tree order from `from`, below `size`. */
  leaves(input: { epoch: number; from: number; size: number; limit: number }): Promise<TreeLeaf[]>;
  /** From the first leaf up to and without `end`, the last one being of this time too (`to` excluded); null: none is. */
  rangeOf(input: {
    epoch: number;
    size: number;
    from: Date;
    to: Date;
  }): Promise<{ first: number; end: number } | null>;
  /** The newest checkpoint of this epoch that an anchor had taken before this moment, if it has at most this size. */
  anchoredBefore(input: { epoch: number; size: number; at: Date }): Promise<CheckpointRecord | null>;
  /** Where these entries stand in the tree, by entry id; those that don't yet are left out. */
  places(entryIds: readonly string[]): Promise<ReadonlyMap<string, { epoch: number; index: number }>>;
  /** The newest receipt of each anchor. */
  receipts(): Promise<AnchorReceipt[]>;
  newestReceipt(anchor: string): Promise<AnchorReceipt | null>;
  /** The oldest checkpoint that is newer than what this receipt is of; of all where there is none. */
  firstCheckpointAfter(receipt: { epoch: number; size: number } | null): Promise<CheckpointRecord | null>;
  addReceipt(receipt: AnchorReceipt): Statement;
}

/** That an anchor took the checkpoint of this size. */
export interface AnchorReceipt {
  anchor: string;
  epoch: number;
  size: number;
  at: Date;
}
