import type { Signal } from "#lib/domain/signal.ts";
import type { Statement } from "./statement.ts";

export interface FindingRecord {
  /** Source, rule and the event that completes it: the same finding has the same one. */
  id: string;
  source: string;
  ruleId: string;
  /** SHA-256, hex, of what counts as the same again. */
  repeatKey: string;
  /** The event's time. */
  at: Date;
  signalId: string;
}

export interface DetectionStore {
  /** Times of the findings with this key, both ends included. */
  found(input: { ruleId: string; repeatKey: string; from: Date; to: Date }): Promise<Date[]>;
  has(id: string): Promise<boolean>;
  /**
   * What a source delivered about a person in 1Password's own shape, both ends included, of more than the limit the
   * newest: as it came, where it wasn't deleted.
   */
  delivered(input: {
    source: string;
    format: Signal["format"];
    userId: string;
    from: Date;
    to: Date;
    limit: number;
  }): Promise<{ uuid: string; at: Date; raw: Uint8Array }[]>;
  /** Keeps a finding; one that is there already stays as it is. */
  keep(finding: FindingRecord): Statement;
  /** Forgets what is too old to be anything's repetition or to be counted. */
  forget(before: Date): Statement;
  /** How many there are of each rule since then. */
  counts(since: Date): Promise<Map<string, number>>;
}
