import { z } from "zod";

/** What a racing process is told at its start. */
export const Entrant = z.object({
  index: z.int(),
  databaseUrl: z.string(),
  dataKeyHex: z.string(),
  accountId: z.string(),
  /** The approver that this process votes as. */
  personId: z.string(),
});
export type Entrant = z.infer<typeof Entrant>;

/** One contest: every process gets the same order at the same moment. */
export const Contest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("vote"), n: z.int(), nowMs: z.number(), key: z.string() }),
  /** As in `vote`, but as a handler would do it that counts and then writes. */
  z.object({ kind: z.literal("careless_vote"), n: z.int(), nowMs: z.number(), key: z.string() }),
  /** Each process claims one of these requests about one user: the first, the second, the first … */
  z.object({ kind: z.literal("claim"), n: z.int(), nowMs: z.number(), ids: z.array(z.string()) }),
]);
export type Contest = z.infer<typeof Contest>;

export const Answer = z.object({
  n: z.int(),
  /** `won`: counted, or claimed. `lost`: refused with a code. `fault`: anything that nobody should ever see. */
  result: z.enum(["won", "lost", "fault"]),
  what: z.string(),
  fence: z.int().nullable(),
});
export type Answer = z.infer<typeof Answer>;
