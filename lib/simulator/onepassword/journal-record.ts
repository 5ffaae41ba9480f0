import { z } from "zod";
import { eventsToken, storedEvent } from "./events/event.ts";
import { applicationNames, ledgerEntry } from "./ledger.ts";
import { keptModes } from "./modes.ts";

export const scopes = ["get", "list", "suspend", "reactivate"] as const;
export type Scope = (typeof scopes)[number];

export const application = z.object({
  name: z.enum(applicationNames),
  clientId: z.uuid(),
  clientSecret: z.string().min(20),
  scopes: z.array(z.enum(scopes)),
  /** Revoked by its owner: neither its credentials nor its tokens are good for anything. */
  revoked: z.boolean(),
});
export type Application = z.infer<typeof application>;

const header = z.object({
  record: z.literal("account"),
  format: z.literal(1),
  seed: z.int(),
  people: z.int(),
});

/** A line of the state file. People aren't in it: they follow from the seed, the patches and the effects. */
export const journalRecord = z.discriminatedUnion("record", [
  header,
  z.object({ record: z.literal("application"), application }),
  z.object({ record: z.literal("modes"), modes: keptModes }),
  z.object({
    record: z.literal("person"),
    id: z.string(),
    patch: z.object({
      email: z.string().exactOptional(),
      displayName: z.string().exactOptional(),
      role: z.enum(["owner", "administrator", "member", "external_account_manager"]).exactOptional(),
      gone: z.boolean().exactOptional(),
    }),
  }),
  z.object({
    record: z.literal("token"),
    /** SHA-256 of the token, base64url: the file gives nobody a token to use. */
    digest: z.string(),
    application: z.enum(applicationNames),
    expiresAt: z.number(),
  }),
  z.object({ record: z.literal("revoked-token"), digest: z.string() }),
  z.object({ record: z.literal("entry"), entry: ledgerEntry }),
  /** When the two weeks of events from before the account end. */
  z.object({ record: z.literal("events-begin"), at: z.number() }),
  z.object({ record: z.literal("events-token"), token: eventsToken }),
  /** What wasn't made by an effect. `afterSeq`: the ledger's newest entry then, which keeps the order of both. */
  z.object({ record: z.literal("event"), afterSeq: z.int(), event: storedEvent }),
]);
export type JournalRecord = z.infer<typeof journalRecord>;
