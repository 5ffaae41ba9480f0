import { z } from "zod";

/** Whether anything may be sent to 1Password at all. Approvals go on while it is paused; claims don't. */
export const ExecutionControl = z.discriminatedUnion("state", [
  z.object({ state: z.literal("running") }),
  z.object({
    state: z.literal("paused"),
    since: z.string(),
    /** Null: Countersign itself, because of a fault in its log or by its brake. */
    byPersonId: z.string().nullable(),
    reason: z.string(),
    /** The guard rails stopped it: a mass incident goes on as well. */
    brake: z.literal(true).optional(),
    /** Who asked to resume; another person has to confirm. */
    resume: z.object({ byPersonId: z.string(), reason: z.string(), at: z.string() }).nullable(),
  }),
]);
export type ExecutionControl = z.infer<typeof ExecutionControl>;

/** Name of the control in the store. */
export const executionControlName = "execution";

/** The value that a claim requires: written exactly like this, for the database compares text. */
export const running = JSON.stringify({ state: "running" } satisfies ExecutionControl);
