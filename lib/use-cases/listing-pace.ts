import type { Services } from "#lib/ports/services.ts";

const betweenMs = 60_000;

/** When a listing was last begun out of its turn: one that failed leaves no trace in the copy, and counts all the same. */
const begun = new WeakMap<Services["stores"], Date>();

/** From when on the directory may be listed out of turn again: a minute after the last listing, whoever asked for it. */
export function nextListingAt(services: Services, listedAt: Date | null): Date {
  const last = Math.max(listedAt?.getTime() ?? 0, begun.get(services.stores)?.getTime() ?? 0);
  return new Date(last + betweenMs);
}

export async function mayListNow(services: Services): Promise<boolean> {
  const listedAt = await services.stores.subjects.lastListedAt();
  return nextListingAt(services, listedAt) <= services.clock.now();
}

export function noteListing(services: Services): void {
  begun.set(services.stores, services.clock.now());
}
