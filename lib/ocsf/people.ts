import { type Role, roleNames } from "#lib/domain/roles.ts";
import { emailAddress, type OcsfInput } from "./ocsf-event.ts";
import type { DraftObject } from "./ocsf-value.ts";

const product = "Countersign";
export const usersApi = "1Password Users API for Partners";

/** Who did it: a person with their session, a machine's key, or the product itself. */
export function actorOf({ entry, names, context }: OcsfInput): DraftObject {
  const { actor } = entry;
  switch (actor.kind) {
    case "person":
      return {
        user: memberOf(actor.personId, names, actor),
        session: sessionOf(actor),
        app_name: product,
        app_uid: context.installationId,
      };
    case "key":
      return {
        user: { uid: actor.name, type_id: 4, type: "Service" },
        app_name: product,
        app_uid: context.installationId,
      };
    case "system":
      return productItself(context.installationId);
  }
}

/** The product as the one that acts, with the policy under which people let it. */
export function productItself(installationId: string, authorization: DraftObject | null = null): DraftObject {
  return {
    app_name: product,
    app_uid: installationId,
    authorizations: authorization === null ? null : [authorization],
  };
}

/** Under which policy and rule the request was allowed. */
export function policyOf({ entry }: OcsfInput): DraftObject | null {
  const policy = entry.cause?.policy;
  return policy ? { uid: policy.id, version: String(policy.version), desc: policy.rule } : null;
}

export function serviceOf({ context }: OcsfInput): DraftObject {
  return { name: product, uid: context.installationId, version: context.productVersion };
}

/** A member of the team; null where the entry names nobody. */
export function memberOf(
  personId: string | null | undefined,
  names: ReadonlyMap<string, string>,
  account: { sub: string | null; roles: readonly string[] } = { sub: null, roles: [] },
): DraftObject | null {
  if (personId === null || personId === undefined || personId === "") return null;
  return {
    uid: personId,
    uid_alt: account.sub,
    name: names.get(personId),
    type_id: 1,
    type: "User",
    groups: account.roles.map((role) => ({ uid: role, name: roleNames[role as Role] ?? role, type: "role" })),
  };
}

export function sessionOf({ sessionRef, iss, authTime, amr }: OcsfInput["entry"]["actor"]): DraftObject {
  return {
    uid: sessionRef,
    issuer: iss,
    created_time: authTime === null ? null : Date.parse(authTime),
    // The provider's word for it; that it says nothing doesn't mean there was one factor only.
    is_mfa: amr.includes("mfa") ? true : null,
  };
}

/** The person in 1Password whom the entry is about; null where it is about nobody. */
export function subjectOf({ entry, background }: OcsfInput, state: string | null = null): DraftObject | null {
  const { subject } = entry;
  if (subject === null) return null;
  const { name, email } = background.person;
  return {
    uid: subject.userId,
    name,
    email_addr: emailAddress(email),
    type_id: 1,
    type: "User",
    org: { uid: subject.account },
    account:
      state === "ACTIVE" || state === "SUSPENDED"
        ? { uid: subject.userId, type_id: 99, type: "1Password", is_disabled: state === "SUSPENDED" }
        : null,
  };
}
