import type { Statement } from "./statement.ts";

/** A collector that gets each newest checkpoint by POST. */
export interface CollectorRecord {
  name: string;
  url: string;
  /** Signs its deliveries (Standard Webhooks), readable only in memory; null: they go unsigned. */
  secret: string | null;
  createdAt: Date;
  removedAt: Date | null;
  /** Deliveries that failed in a row, why the last one did, and when the next one goes. */
  failures: number;
  lastError: string | null;
  nextTryAt: Date | null;
}

export interface AnchorStore {
  /** Those that weren't removed, by name. */
  all(): Promise<CollectorRecord[]>;
  /** Removed ones too: a name is never given twice, for receipts speak of it. */
  byName(name: string): Promise<CollectorRecord | null>;
  insert(record: CollectorRecord): Statement;
  /** A conflict where it was removed already. */
  remove(name: string, at: Date): Statement;
  /** Takes the turn to send until `until`. False where another process has it. */
  takeTurn(name: string, now: Date, until: Date): Promise<boolean>;
  /** It took what was sent: nothing stands against the next one. */
  noteTaken(name: string): Statement;
  noteFailure(name: string, input: { error: string; nextTryAt: Date }): Statement;
}
