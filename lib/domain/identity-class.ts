import { z } from "zod";

/** What kind of identity a person of the directory is. Until somebody says otherwise everybody is a person. */
export const IdentityClass = z.enum([
  "person",
  "privileged",
  "service_account",
  "shared",
  "third_party",
  "agent",
  "business_critical",
  "break_glass",
]);
export type IdentityClass = z.infer<typeof IdentityClass>;
