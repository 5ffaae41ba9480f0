import type { SignalKind } from "./signal-kind.ts";

/** How a kind is called where a person reads it. Apart from the schema: pages are sent no validator. */
export const signalKindWords: Readonly<Record<SignalKind, string>> = {
  account_takeover: "Account takeover",
  token_theft: "Token or session theft",
  secret_exposure: "Secret exposure",
  impossible_travel: "Impossible travel",
  factor_change: "Factor change",
  privilege_change: "Privilege change",
  mass_access: "Mass access or export",
  insider: "Insider or leaver",
  other: "Other",
};
