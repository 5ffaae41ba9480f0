import { z } from "zod";
import type { GuardRails as Figures } from "./guard-rails.ts";

/** The figures as they are stored and sent, each within what makes sense. */
export const GuardRails = z.strictObject({
  suspensionsPerPersonHour: z.int().min(1).max(10_000),
  brakeMost: z.int().min(1).max(10_000),
  brakeWithinMinutes: z.int().min(1).max(1_440),
  actionsPerMinute: z.int().min(1).max(10_000),
  failedSignInsPerMinute: z.int().min(1).max(1_000),
}) satisfies z.ZodType<Figures>;

/** Name of the setting in the store. */
export const guardRailsName = "guard-rails";

/** The setting: figures in force, and looser ones that somebody asked for and a second person has to confirm. */
export const GuardRailsSetting = z.strictObject({
  rails: GuardRails,
  asked: z
    .strictObject({ rails: GuardRails, byPersonId: z.string(), reason: z.string(), at: z.string() })
    .nullable(),
});
export type GuardRailsSetting = z.infer<typeof GuardRailsSetting>;
