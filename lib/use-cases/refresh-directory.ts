import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { nextListingAt, noteListing } from "./listing-pace.ts";
import { syncDirectory } from "./sync-directory.ts";

/**
 * Lists the whole directory because somebody asked for it. Throws `role_missing`, and `rate_limited` within a minute
 * of the last listing; that 1Password could not be listed is an answer.
 */
export async function refreshDirectory(
  services: Services,
  actor: Actor,
): Promise<{ listed: true; people: number } | { listed: false; message: string }> {
  requirePerson(actor, "work_case");
  const now = services.clock.now();
  const listedAt = await services.stores.subjects.lastListedAt();
  const waitMs = nextListingAt(services, listedAt).getTime() - now.getTime();
  if (waitMs > 0) throw new DomainError("rate_limited", { seconds: String(Math.ceil(waitMs / 1_000)) });
  noteListing(services);
  const synced = await syncDirectory(services);
  return synced.ok ? { listed: true, people: synced.people } : { listed: false, message: synced.message };
}
