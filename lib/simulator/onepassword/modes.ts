import { z } from "zod";

/** How the whole account behaves, until told otherwise. */
export const modes = z.object({
  /** Automated provisioning owns suspension: every action is refused. */
  provisioning: z.boolean(),
  /** Status with which the preview generation answers once it has ended; false while it lives. */
  v1beta1Gone: z.union([z.literal(false), z.literal(404), z.literal(410)]),
  tokenLifetimeSeconds: z.int().min(1).max(86_400),
  /** From a change to when its event can be read. */
  eventDelayMs: z.int().min(0).max(600_000),
  /** Calls of the Events API that are answered in a minute. */
  eventsPerMinute: z.int().min(1).max(100_000),
  /** Milliseconds that the account's clock is ahead of the machine's. */
  clockOffsetMs: z.int().min(-315_360_000_000).max(315_360_000_000),
});
export type Modes = z.infer<typeof modes>;

/** As a state file holds them: one from before there were events lacks two of them. */
export const keptModes = modes.extend({
  eventDelayMs: modes.shape.eventDelayMs.default(1_000),
  eventsPerMinute: modes.shape.eventsPerMinute.default(600),
});

export const usualModes: Modes = {
  provisioning: false,
  v1beta1Gone: false,
  tokenLifetimeSeconds: 900,
  eventDelayMs: 1_000,
  eventsPerMinute: 600,
  clockOffsetMs: 0,
};
