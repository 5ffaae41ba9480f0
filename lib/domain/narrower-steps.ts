import { z } from "zod";
import { narrowerSteps } from "./narrower-words.ts";

/** What was answered about narrower steps; the answers are part of the digest. */
export const NarrowerAnswer = z.strictObject({
  done: z
    .array(
      z.strictObject({
        step: z.enum(narrowerSteps),
        /** Who did it, in words: a person or a team outside the console. */
        by: z.string().trim().min(1).max(200),
        /** When, RFC 3339. */
        at: z.iso.datetime(),
      }),
    )
    .max(narrowerSteps.length),
  /** Why none was possible; null where nobody said so. */
  notPossible: z.string().trim().min(1).max(1_000).nullable(),
});
export type NarrowerAnswer = z.infer<typeof NarrowerAnswer>;
