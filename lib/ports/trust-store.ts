import type { CaseStatus, CloseVerdict } from "#lib/domain/case.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { Statement } from "./statement.ts";

/** What a dry run showed: the signals of a time, the cases they stand in, and how those were closed. */
export interface TrustBasis {
  since: string;
  until: string;
  signals: number;
  cases: number;
  /** Closed with a verdict. */
  judged: number;
  truePositives: number;
}

export interface TrustRecord {
  id: string;
  source: string;
  /** Null: the source as a whole. */
  ruleId: string | null;
  what: "promotion" | "confidence";
  /** 0–100 for a confidence. */
  value: number | null;
  /** The rules that a source's promotion covers: those that the dry run saw. */
  covers: string[];
  basis: TrustBasis;
  reason: string;
  state: "asked" | "in_force" | "ended";
  askedByPersonId: string;
  askedAt: Date;
  confirmedByPersonId: string | null;
  confirmedAt: Date | null;
  endedByPersonId: string | null;
  endedAt: Date | null;
}

/** A detection as its signals show it; `ruleId` is null for those that name no rule. */
export interface DetectionCount {
  ruleId: string | null;
  kind: SignalKind;
  signals: number;
  newestAt: Date;
}

export interface JudgedCase {
  key: string;
  status: CaseStatus;
  verdict: CloseVerdict | null;
}

export interface DetectionKind {
  source: string;
  ruleId: string;
  kind: SignalKind;
  setByPersonId: string;
  setAt: Date;
}

export interface TrustStore {
  byId(id: string): Promise<TrustRecord | null>;
  /** Asked for or in force. */
  openOf(sources: readonly string[]): Promise<TrustRecord[]>;
  insert(record: TrustRecord): Statement;
  /** Guarded by `before.state` and by what it covered. */
  update(before: TrustRecord, after: TrustRecord): Statement;
  /** Signals since then, parted by rule and kind, the most frequent first. */
  detections(source: string, since: Date): Promise<DetectionCount[]>;
  /** Cases that hold such signals received since then; `ruleId` undefined: whatever the rule. */
  cases(input: { source: string; ruleId?: string | undefined; since: Date }): Promise<JudgedCase[]>;
  kindsOf(source: string): Promise<DetectionKind[]>;
  /** Null takes the kind back. */
  setKind(input: { source: string; ruleId: string; kind: DetectionKind | null }): Statement[];
}
