import type { PersonActor } from "#lib/domain/actor.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import { rightTo } from "#lib/use-cases/rights.ts";

/**
 * Whether a person may open and link cases, with the reason beside the button when not. Null for an auditor who works on
 * nothing: their pages hold no control that changes anything, not even a disabled one.
 */
export function rightToWork(actor: PersonActor): Right | null {
  const right = rightTo(actor, "work_case");
  return !right.allowed && actor.roles.includes("auditor") ? null : right;
}
