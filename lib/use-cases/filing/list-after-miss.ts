import type { Services } from "#lib/ports/services.ts";
import { mayListNow, noteListing } from "#lib/use-cases/listing-pace.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";

/** Some signal named an address or id that the directory's copy doesn't have. */
const missed = new WeakSet<Services["stores"]>();

/** Asks for another listing: at once where the last one is a minute old, else as soon as it is. */
export function noteMiss(services: Services): void {
  missed.add(services.stores);
  services.start(() => listAfterMiss(services));
}

/** Lists the directory where somebody was missed in it, at most once a minute. */
export async function listAfterMiss(services: Services): Promise<void> {
  const { stores } = services;
  if (!missed.has(stores) || !(await mayListNow(services))) return;
  missed.delete(stores);
  noteListing(services);
  const synced = await syncDirectory(services);
  if (!synced.ok) missed.add(stores);
}
