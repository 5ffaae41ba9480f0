import { z } from "zod";

/** The streams of 1Password's Events API. They are its words, and part of its addresses. */
export const EventStream = z.enum(["signinattempts", "itemusages", "auditevents"]);
export type EventStream = z.infer<typeof EventStream>;
export const eventStreams = EventStream.options;

/**
 * `starting`: 1Password wasn't asked yet what the token is for. `on`: it is polled. `off`: the token hasn't got this stream. `rejected`: 1Password took the token for no token of
 * its own, so nothing is asked any more. `unconfirmed`: the token is of an account that isn't the configured one, and
 * an administrator has not said that this is right.
 */
export const EventsMode = z.enum(["starting", "on", "off", "rejected", "unconfirmed"]);
export type EventsMode = z.infer<typeof EventsMode>;

/** What is known of the token, by itself and by asking 1Password. Never the token. */
export const EventsToken = z.object({
  accountUuid: z.string().nullable(),
  features: z.array(z.string()),
  /** RFC 3339, UTC. */
  issuedAt: z.string().nullable(),
  /** Null: it doesn't expire, or doesn't say. */
  expiresAt: z.string().nullable(),
});
export type EventsToken = z.infer<typeof EventsToken>;

/** How long events are kept, in days: as long as 1Password itself keeps them. */
export const eventDays = 120;
