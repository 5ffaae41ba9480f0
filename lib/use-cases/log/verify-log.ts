import type { Actor } from "#lib/domain/actor.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import type { LogWatch } from "./create-log-watch.ts";

/** Checks the whole log again, in the background; joins a check that runs already. Throws `role_missing`. */
export async function verifyLog(
  { watch }: { watch: Pick<LogWatch, "verifyWhole"> },
  actor: Actor,
): Promise<{ joined: boolean }> {
  return watch.verifyWhole(requirePerson(actor, "audit"));
}
