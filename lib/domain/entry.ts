import { z } from "zod";

/**
 * The types of entries, one fact each. They are stored data: a name is never given another meaning.
 */
export const entryTypes = [
  "signal.received",
  "case.opened",
  "case.changed",
  "case.closed",
  "request.proposed",
  "request.submitted",
  "request.approved",
  "request.denied",
  "request.withdrawn",
  "request.expired",
  "request.stale",
  "request.commented",
  "request.claimed",
  "request.released",
  "decision.refused",
  "call.intended",
  "call.answered",
  "state.observed",
  "outcome.unknown",
  "outcome.needs_attention",
  "outcome.settled",
  "session.started",
  "session.refused",
  "policy.published",
  "setting.changed",
  "execution.paused",
  "execution.resumed",
  "persons.linked",
  "person.frozen",
  "person.unfrozen",
  "key.changed",
  "record.read",
  "evidence.exported",
  "log.verified",
  "epoch.opened",
  "subject.key_destroyed",
  "data.deleted",
] as const;
export const EntryType = z.enum(entryTypes);
export type EntryType = z.infer<typeof EntryType>;

const Hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const StateReading = z.object({ state: z.string(), readAt: Instant }).strict();

/** One encrypted part (evidence: names, e-mail, reason, free text). Hashes cover the ciphertext. */
export const EncryptedField = z
  .object({ field: z.string(), kid: z.string(), nonce: z.string(), ct: z.string(), kc: Hex64 })
  .strict();
export type EncryptedField = z.infer<typeof EncryptedField>;

/** An entry as it is stored and hashed. Every field is always there; null where it doesn't apply. */
export const Entry = z
  .object({
    v: z.literal(1),
    id: z.string(),
    at: Instant,
    /** The clock had gone back, so `at` repeats the time of the chain's entry before. */
    late: z.boolean(),
    type: EntryType,
    chain: z.object({ key: z.string(), n: z.int().positive(), prev: Hex64 }).strict(),
    actor: z
      .object({
        kind: z.enum(["person", "key", "system"]),
        iss: z.string().nullable(),
        sub: z.string().nullable(),
        personId: z.string().nullable(),
        roles: z.array(z.string()),
        sessionRef: z.string().nullable(),
        amr: z.array(z.string()),
        authTime: Instant.nullable(),
        /** Id of a key, or the part of the product that acted. */
        name: z.string().nullable(),
        /** True for history that the demo made up before its installation. */
        simulated: z.boolean(),
      })
      .strict(),
    workflowId: z.string().nullable(),
    subject: z.object({ account: z.string(), userId: z.string() }).strict().nullable(),
    request: z.object({ key: z.string(), digest: Hex64.nullable(), version: z.int() }).strict().nullable(),
    cause: z
      .object({
        signals: z.array(z.string()),
        policy: z.object({ id: z.string(), version: z.int(), rule: z.string() }).strict().nullable(),
      })
      .strict()
      .nullable(),
    /** Statuses of ours, or readings of 1Password. */
    before: z.union([z.string(), StateReading]).nullable(),
    after: z.union([z.string(), StateReading]).nullable(),
    call: z
      .object({
        attempt: z.int(),
        fence: z.int(),
        method: z.string(),
        path: z.string(),
        status: z.int().nullable(),
        requestId: z.string().nullable(),
        ms: z.int(),
      })
      .strict()
      .nullable(),
    outcome: z.object({ result: z.string(), code: z.string().nullable() }).strict().nullable(),
    /** Small facts that need no secrecy, e.g. which field of a case changed. */
    facts: z.record(z.string().regex(/^[A-Za-z0-9_.-]+$/), z.string()),
    enc: z.array(EncryptedField),
  })
  .strict();
export type Entry = z.infer<typeof Entry>;

/** Text that must be readable now and unreadable after an erasure: encrypted under its holder's key. */
export interface PrivateText {
  field: string;
  /** Whose key encrypts it: `subject:<account>/<userId>`, `person:<id>` or `signal:<id>` while it is linked to nobody. */
  holder: string;
  text: string;
}

/** What a use-case says of an entry. Id, time, chain and encryption are added when it is written. */
export interface EntryDraft {
  type: EntryType;
  workflowId?: string | null;
  subject?: Entry["subject"];
  request?: Entry["request"];
  cause?: Entry["cause"];
  before?: Entry["before"];
  after?: Entry["after"];
  call?: Entry["call"];
  outcome?: Entry["outcome"];
  facts?: Record<string, string>;
  private?: PrivateText[];
}
