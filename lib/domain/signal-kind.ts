import { z } from "zod";

/** What a signal speaks of: one kind each, by its rule, by words of its title, or as a person said. Policies ask for it. */
export const SignalKind = z.enum([
  "account_takeover",
  "token_theft",
  "secret_exposure",
  "impossible_travel",
  "factor_change",
  "privilege_change",
  "mass_access",
  "insider",
  "other",
]);
export type SignalKind = z.infer<typeof SignalKind>;
