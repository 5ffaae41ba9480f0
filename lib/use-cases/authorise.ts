import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { type Permission, permissions, roleNames, rolesAllow } from "#lib/domain/roles.ts";

/** Lets a person with the right role pass, everybody else gets the reason. */
export function requirePerson(actor: Actor, permission: Permission): PersonActor {
  if (actor.kind !== "person") throw new DomainError("machine_may_not");
  if (!rolesAllow(actor.roles, permission)) {
    throw new DomainError("role_missing", { needs: neededRoles(permission) });
  }
  return actor;
}

/** The roles that a permission needs, in words: for the text beside a disabled button and for the refusal alike. */
export function neededRoles(permission: Permission): string {
  return permissions[permission].map((role) => roleNames[role]).join(" or ");
}

/** Reading is for everybody with any role; for keys the scope is checked at the door. */
export function requireReader(actor: Actor): void {
  if (actor.kind === "person" && !rolesAllow(actor.roles, "read")) {
    throw new DomainError("role_missing", { needs: neededRoles("read") });
  }
}
