import { z } from "zod";

/** Why somebody's data is erased, in words that need no secrecy: the free text beside it goes with the data. */
export const erasureGrounds = {
  asked: "the person asked for it",
  left: "the person has left",
  not_needed: "it is no longer needed",
  ordered: "an authority or a court ordered it",
  retention: "the period of its retention is over",
} as const satisfies Record<string, string>;
export type ErasureGround = keyof typeof erasureGrounds;

/** What a person may choose; `retention` is the clock's. */
export const ErasureGround = z.enum(["asked", "left", "not_needed", "ordered"]);

/** How long an erasure that was asked for waits for the second person. */
export const erasureWaitsMs = 7 * 24 * 3_600_000;

/** How long what is kept, in whole months after the case was closed; the log itself stays as long as the installation. */
export const RetentionSettings = z.strictObject({
  /** Raw bodies, with description, address and link that were read out of them. */
  rawSignalMonths: z.int().min(1).max(120),
  /** Messages, methods and paths of calls to 1Password. */
  callDetailMonths: z.int().min(1).max(120),
  /** Keys of subjects, and with them every text about them. */
  subjectKeyMonths: z.int().min(1).max(120),
  /** When backups are thrown away: until then an old one may still hold a destroyed key. */
  backupDays: z.int().min(1).max(3_650),
});
export type RetentionSettings = z.infer<typeof RetentionSettings>;

export const defaultRetention: RetentionSettings = {
  rawSignalMonths: 13,
  callDetailMonths: 13,
  subjectKeyMonths: 13,
  backupDays: 90,
};

/** Name of the setting in the store. */
export const retentionSettingName = "retention";

/** The moment `months` before `now`; the last day of a shorter month where the day doesn't exist. */
export function monthsBefore(now: Date, months: number): Date {
  const there = new Date(now);
  const day = there.getUTCDate();
  there.setUTCDate(1);
  there.setUTCMonth(there.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0)).getUTCDate();
  there.setUTCDate(Math.min(day, lastDay));
  return there;
}

/** What an erasure did: kinds and numbers, no text of the person. */
export const ErasureReceipt = z.strictObject({
  erasedAt: z.string(),
  /** Kind and number of rows, in the order in which they are told. */
  rows: z.array(z.tuple([z.string(), z.int()])),
  /** Ids of the keys that were destroyed. */
  keys: z.array(z.string()),
  /** Until when a backup made before may still hold the keys. */
  backupsUntil: z.string(),
  /** Evidence packages about the person that were exported before, and are out of reach. */
  packages: z.int(),
  requests: z.array(z.string()),
  cases: z.array(z.string()),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;
