import type { IdentityClass } from "./identity-class.ts";

/** How a class is called where a person reads it. */
export const identityClassNames = {
  person: "Person",
  privileged: "Privileged",
  service_account: "Service account",
  onepassword_service_account: "1Password service account",
  shared: "Shared account",
  third_party: "Third party",
  agent: "Agent or workload",
  business_critical: "Business critical",
  externally_exposed: "Externally exposed",
  break_glass: "Break-glass account",
} as const satisfies Record<IdentityClass, string>;

/** What an analyst and an approver have to know of a class; null where there is nothing to know. */
export const identityClassAdvice = {
  person: null,
  privileged:
    "It may administer others or read what they can’t: a mistake reaches further, and so does an attacker.",
  service_account: "Programs sign in with it, not a person. Look at what stops when it stops.",
  onepassword_service_account:
    "The Users API can’t suspend it. Whoever owns it revokes its token in 1Password: Developer, Service accounts.",
  shared: "Several people use it. Tell them before they find out by failing.",
  third_party: "It belongs to another company. Their contact has to know, or be left uninformed on purpose.",
  agent: "A program acts with it by itself. The team that runs it has to stop it too.",
  business_critical: "Work of others depends on it. The second contact has to be reachable.",
  externally_exposed: "It is reachable or known outside. Expect tries against it again.",
  break_glass: "It is the way in when all else fails. Suspended, that way is closed.",
} as const satisfies Record<IdentityClass, string | null>;
