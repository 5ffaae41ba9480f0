import { z } from "zod";

/** The streams of the Events API. */
export const eventStream = z.enum(["signinattempts", "itemusages", "auditevents"]);
export type EventStream = z.infer<typeof eventStream>;
export const eventStreams = eventStream.options;

/** An event as the API shows it. What a caller leaves out of `uuid`, `timestamp` and `account_uuid` is filled in. */
export const wireEvent = z.record(z.string(), z.json());
export type WireEvent = z.infer<typeof wireEvent>;

/** An event in the order in which the account took it in. */
export const storedEvent = z.object({
  stream: eventStream,
  event: wireEvent,
  /** Milliseconds since 1970 by the account's clock: not shown before. */
  visibleAt: z.number(),
});
export type StoredEvent = z.infer<typeof storedEvent>;

/** What a token of Events Reporting is good for. */
export const eventsToken = z.object({
  token: z.string(),
  uuid: z.string(),
  accountUuid: z.string(),
  features: z.array(eventStream),
  /** Milliseconds since 1970 by the account's clock. */
  issuedAt: z.number(),
  /** Null: never. */
  expiresAt: z.number().nullable(),
  revoked: z.boolean(),
});
export type EventsToken = z.infer<typeof eventsToken>;
