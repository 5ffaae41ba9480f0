import { z } from "zod";

/** The owner of an identity or the contact of a partner, and whether they know of the request. */
export const NamedContact = z.strictObject({
  who: z.string().trim().min(1).max(200),
  informed: z.boolean(),
});
export type NamedContact = z.infer<typeof NamedContact>;
