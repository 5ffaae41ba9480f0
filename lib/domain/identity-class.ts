import { z } from "zod";

/** What kind of identity a person of the directory is. Until somebody says otherwise everybody is a person. */
export const IdentityClass = z.enum([
  "person",
  "privileged",
  "service_account",
  /** A service account of 1Password: the Users API can't act on it. */
  "onepassword_service_account",
  "shared",
  "third_party",
  "agent",
  "business_critical",
  "externally_exposed",
  "break_glass",
]);
export type IdentityClass = z.infer<typeof IdentityClass>;
