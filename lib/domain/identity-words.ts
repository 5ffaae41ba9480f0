import type { IdentityClass } from "./identity-class.ts";

export const identityWords: Readonly<Record<IdentityClass, string>> = {
  person: "Person",
  privileged: "Privileged",
  service_account: "Service account",
  onepassword_service_account: "Service account of 1Password",
  shared: "Shared",
  third_party: "Third party",
  agent: "Agent or workload",
  business_critical: "Business critical",
  externally_exposed: "Externally exposed",
  break_glass: "Break-glass account",
};

/** What whoever asks and whoever decides has to know of such an identity; null where there is nothing to say. */
export const identityNotes: Readonly<Record<IdentityClass, string | null>> = {
  person: null,
  privileged: "It reaches further than others: what it touched has to be looked at too.",
  service_account: "No person signs in with it: what runs on it stops with the suspension.",
  onepassword_service_account:
    "The Users API can't act on it: whoever answers for it has to revoke its token in 1Password.",
  shared: "Several people use it: all of them lose access at once.",
  third_party: "It belongs to a partner, who should hear of it from you first.",
  agent: "Software acts with it: the team that operates it has to stop what runs on it.",
  business_critical: "Others depend on it: say to its owner what stops.",
  externally_exposed: "It can be reached from outside: expect more attempts.",
  break_glass: "It is the way in when nothing else works: make sure that another one is left.",
};
