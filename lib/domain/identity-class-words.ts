import type { IdentityClass } from "./identity-class.ts";

/** How a class is called where a person reads it. */
export const identityClassWords: Readonly<Record<IdentityClass, string>> = {
  person: "Person",
  privileged: "Privileged",
  service_account: "Service account",
  onepassword_service_account: "1Password service account",
  shared: "Shared",
  third_party: "Third party",
  agent: "Agent or workload",
  business_critical: "Business critical",
  externally_exposed: "Externally exposed",
  break_glass: "Break-glass account",
};
