import type { Services } from "#lib/ports/services.ts";
import { linkWaiting } from "./filing/link-waiting.ts";

/**
 * Copies the whole directory: for search, and to find people by their e-mail. A listing that broke off is not used at
 * all. Returns how many people there are, or why there was no listing.
 */
export async function syncDirectory(
  services: Services,
): Promise<{ ok: true; people: number } | { ok: false; message: string }> {
  const startedAt = services.clock.now();
  const listed = await services.directory.listUsers({});
  if (!listed.ok) return { ok: false, message: listed.message };
  const { stores, directory } = services;
  await stores.subjects.saveListing(directory.host.accountId, listed.users, startedAt);
  await linkWaiting(services);
  services.hints.publish({ kind: "directory" });
  return { ok: true, people: listed.users.length };
}
