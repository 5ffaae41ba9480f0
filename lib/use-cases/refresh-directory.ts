import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { syncDirectory } from "./sync-directory.ts";

const betweenMs = 60_000;

/** When a listing was last begun by hand: one that failed leaves no trace in the copy, and counts all the same. */
const begun = new WeakMap<Services["stores"], Date>();

/** From when on the directory may be listed by hand again: a minute after the last listing, whoever asked for it. */
export function nextListingAt(services: Services, listedAt: Date | null): Date {
  const last = Math.max(listedAt?.getTime() ?? 0, begun.get(services.stores)?.getTime() ?? 0);
  return new Date(last + betweenMs);
}

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
  begun.set(services.stores, now);
  const synced = await syncDirectory(services);
  return synced.ok ? { listed: true, people: synced.people } : { listed: false, message: synced.message };
}
