import * as z from "zod";
import { idPattern } from "./routes.ts";

/** A user as the Users API returns one. All six fields have to be there; further ones are ignored. */
export const userAnswer = z.object({
  id: z.string().regex(idPattern),
  email: z.string(),
  display_name: z.string(),
  state: z.string(),
  create_time: z.string(),
  path: z.string(),
});
export type UserAnswer = z.infer<typeof userAnswer>;

/** `results` may be missing when nobody matches; absent, null and empty tokens all mean the last page. */
export const pageAnswer = z.object({
  results: z.array(userAnswer).optional(),
  next_page_token: z.string().nullish(),
});

/** The gRPC-style error that 1Password was seen to send. */
export const errorAnswer = z.object({ code: z.number().int(), message: z.string() });

/**
 * What is taken over from a token answer. `expires_in` is left to oauth4webapi, which knows its odd spellings; an
 * `id_token`, for which nobody asked, is left behind.
 */
export const tokenAnswer = z.object({
  access_token: z.unknown().optional(),
  token_type: z.unknown().optional(),
  expires_in: z.unknown().optional(),
});
