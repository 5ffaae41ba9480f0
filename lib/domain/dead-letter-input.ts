import { z } from "zod";

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(200);

export const OneLetter = z.strictObject({ id });

/** Some, or the newest of a source. */
export const LettersToReplay = z.union([
  z.strictObject({ ids }),
  z.strictObject({ source: z.string().min(1).max(200) }),
]);

export const LettersToDelete = z.strictObject({ ids, reason: z.string().max(8_000) });
