import { z } from "zod";

/** One line that a proof wrote about itself. */
export const Proved = z.object({
  proof: z.string(),
  database: z.string(),
  count: z.int(),
  seed: z.int(),
  ms: z.number(),
  counts: z.record(z.string(), z.number()),
});
export type Proved = z.infer<typeof Proved>;
