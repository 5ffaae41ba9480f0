import type { Services } from "#lib/ports/services.ts";
import { witnessList } from "./events/witness-list.ts";
import { learnReading } from "./read-subject.ts";

/**
 * Looks through the short list of suspended people: who is on it, or no longer on it, against what the copy says, is
 * read by itself and shown. A change that the console didn't make is a signal, without any event of 1Password.
 */
export async function watchSuspended(services: Services): Promise<void> {
  const at = services.clock.now();
  const listed = await services.directory.listUsers({ filter: "suspended" });
  if (!listed.ok) return;
  const { stores, directory } = services;
  await witnessList(services, {
    at,
    suspended: listed.users.map(({ userId }) => userId),
    isActive: async (userId) => {
      const read = await directory.readUser({ userId, credential: "look-up" });
      return read.ok && read.user.state === "ACTIVE";
    },
  });
  const before = new Set(await stores.subjects.suspendedIds());
  const now = new Map(listed.users.map((user) => [user.userId, user]));
  for (const [userId, reading] of now) {
    if (!before.has(userId)) await learnReading(services, await stores.subjects.byId(userId), reading);
  }
  for (const userId of before) {
    if (now.has(userId)) continue;
    const read = await services.directory.readUser({ userId, credential: "look-up" });
    if (read.ok) await learnReading(services, await stores.subjects.byId(userId), read.user);
  }
}
