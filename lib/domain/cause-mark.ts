import { z } from "zod";

/** What an analyst says of a signal before naming it as a cause. A signal without a mark isn't validated. */
export const CauseMark = z
  .strictObject({
    /** Id of the signal. */
    signal: z.string().max(100),
    validated: z.boolean(),
    /** How it was validated; empty where it wasn't. */
    how: z.string().trim().max(300),
  })
  .refine(({ validated, how }) => !validated || how !== "", "Say how the signal was validated.");
export type CauseMark = z.infer<typeof CauseMark>;
