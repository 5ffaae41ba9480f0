import type { Actor } from "#lib/domain/actor.ts";
import type { Credential } from "#lib/domain/directory.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";

/** Tries one of the three credentials with a harmless read. Throws `role_missing`; what was found is an answer. */
export async function tryCredential(
  services: Services,
  actor: Actor,
  input: { credential: Credential },
): Promise<{ works: boolean; message: string }> {
  requirePerson(actor, "change_settings");
  const result = await services.directory.testCredential(input.credential);
  services.hints.publish({ kind: "settings" });
  return { works: result.ok, message: result.message };
}
