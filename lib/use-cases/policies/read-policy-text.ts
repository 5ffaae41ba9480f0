import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { Policy } from "#lib/domain/policy.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";

const PolicyFile = Policy.omit({ id: true, version: true });

/** For whoever may draft: reads a policy that was written as JSON. Throws `invalid_input` with the place of what can't be read. */
export function readPolicyText(actor: Actor, text: string): Omit<Policy, "id" | "version"> {
  requirePerson(actor, "publish_policy");
  const parsed = PolicyFile.safeParse(toJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path.join(".") ?? "";
  throw new DomainError("invalid_input", {
    problem: `${at === "" ? "The policy" : at}: ${issue?.message ?? "it can't be read"}.`,
  });
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "it can't be read";
    throw new DomainError("invalid_input", { problem: `The text is no JSON: ${why}.` });
  }
}
