import type { ErasureReceipt, RetentionSettings } from "#lib/domain/personal-data.ts";
import type { Right } from "./parts.ts";

/** An erasure, waiting or over. */
export interface ErasureView {
  id: string;
  kind: "subject" | "person";
  /** 1Password's user id, or the id of the person. */
  subjectRef: string;
  /** Name as known now; null once it is erased. */
  name: string | null;
  status: "asked" | "done" | "withdrawn" | "refused" | "expired";
  /** Why, in fixed words. */
  ground: string;
  /** Null once it is erased, and for those who may not read it. */
  reason: string | null;
  /** Null where the period of the retention was over. */
  askedBy: string | null;
  askedAt: string;
  expiresAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  rights: {
    confirm: Right;
    /** Withdraws one's own, refuses somebody else's. */
    decline: Right;
    declineIs: "withdraw" | "refuse";
  };
}

/** A legal hold that stands. */
export interface HoldView {
  id: string;
  subjectId: string;
  subjectName: string;
  /** Null: everything about the person. */
  caseKey: string | null;
  reason: string;
  by: string;
  since: string;
  /** Somebody asked to end it; another person has to confirm. */
  endAsked: { by: string; reason: string; at: string } | null;
  rights: { end: Right; keep: Right };
}

/** What a person's page says of their data. */
export interface PersonalDataView {
  erasedAt: string | null;
  holds: HoldView[];
  waiting: ErasureView | null;
  /** Over, newest first. */
  past: ErasureView[];
  rights: { erase: Right; hold: Right };
}

/** A member of the team whose accounts are all disabled. */
export interface FormerMemberView {
  id: string;
  name: string;
  email: string;
  disabledAt: string;
  erase: Right;
}

/** What the settings say of personal data. */
export interface PersonalDataSettingsView {
  retention: RetentionSettings;
  holds: HoldView[];
  waiting: ErasureView[];
  past: ErasureView[];
  formerMembers: FormerMemberView[];
  /** Traces of an erasure are still to be swept from the database's files. */
  sweepDue: boolean;
  rights: { changeRetention: Right };
}

export interface ReceiptView {
  erasure: ErasureView;
  receipt: ErasureReceipt;
  /** Where the log tells the same; null until the entry is found. */
  entry: { chain: string; n: number; hash: string; index: number | null } | null;
}
