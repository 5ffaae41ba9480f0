import type { Actor } from "#lib/domain/actor.ts";
import { type ErrorCode, type ErrorDetails, wordings } from "#lib/domain/errors.ts";
import { type Permission, rolesAllow } from "#lib/domain/roles.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import { neededRoles } from "./authorise.ts";

export const allowed: Right = { allowed: true };

/** The words beside a disabled button are the first sentence of the refusal that the server would give. */
export function refusedRight(code: ErrorCode, details: ErrorDetails = {}): Right {
  const words = wordings[code].words(details);
  const end = words.search(/[.] [A-Z]/);
  return { allowed: false, code, why: end === -1 ? words : words.slice(0, end + 1) };
}

export function rightTo(actor: Actor, permission: Permission): Right {
  if (actor.kind !== "person") return refusedRight("machine_may_not");
  if (!rolesAllow(actor.roles, permission))
    return refusedRight("role_missing", { needs: neededRoles(permission) });
  return allowed;
}
