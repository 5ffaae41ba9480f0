import type { FoldedRequest } from "#lib/domain/fold-request.ts";
import type { EntryRecord } from "./records.ts";
import type { CheckpointRecord } from "./tree-store.ts";

/** A leaf as it is stored, with the entry that it names; null where that is gone. */
export interface StoredLeaf {
  index: number;
  /** What the tree holds: not necessarily what the entry has. */
  hash: string;
  entry: EntryRecord | null;
}

export interface ChainHead {
  key: string;
  n: number;
  hash: string;
  sealedN: number;
}

/** What the check of the log reads, in pages, as it is stored: nothing in it is taken for granted. */
export interface LogCheckStore {
  /** Leaves of one tree with `from` ≤ index < `to`, in order. */
  leaves(epoch: number, from: number, to: number): Promise<StoredLeaf[]>;
  /** Nodes of one level with `from` ≤ index < `to`, in order. */
  nodes(epoch: number, level: number, from: number, to: number): Promise<{ index: number; hash: string }[]>;
  /** Whether there are leaves or nodes that a tree of this size can't have. */
  holdsMore(epoch: number, size: number): Promise<boolean>;
  /** Checkpoints with `after` < size ≤ `to`, by size. */
  checkpoints(epoch: number, after: number, to: number): Promise<CheckpointRecord[]>;
  /** Receipts in the order of their keys, and whether there is the checkpoint that each is of. */
  receipts(after: ReceiptKey | null, limit: number): Promise<(ReceiptKey & { hasCheckpoint: boolean })[]>;
  /**
   * Heads of chains in the order of their keys, each with its entries that count as unsealed: one row for each, one
   * with no entry for a chain without. Head and entries of a row are of one moment.
   */
  chains(input: {
    after: { key: string; n: number } | null;
    limit: number;
    onlyWaiting: boolean;
  }): Promise<{ head: ChainHead; entry: EntryRecord | null }[]>;
  /** The entries at these places of chains, as far as they are there. */
  entriesAt(places: readonly { chain: string; n: number }[]): Promise<EntryRecord[]>;
  /** All entries of a request, oldest first. */
  entriesOfRequest(key: string): Promise<EntryRecord[]>;
  /** What the table says of requests, by key. */
  requests(input: {
    after: string | null;
    limit: number;
    onlyOpen: boolean;
  }): Promise<(FoldedRequest & { key: string })[]>;
  request(key: string): Promise<FoldedRequest | null>;
  /**
   * Looks among the next `limit` entries by id for one that no chain counts. `last` is where to go on; null at the end.
   */
  strays(
    after: string,
    limit: number,
  ): Promise<{ last: string | null; stray: { chain: string; n: number } | null }>;
}

export interface ReceiptKey {
  anchor: string;
  epoch: number;
  size: number;
}
