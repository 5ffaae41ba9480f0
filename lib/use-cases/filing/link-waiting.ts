import { exactEmailKey, ownKeyOf } from "#lib/domain/subject-key.ts";
import type { UnlinkedSubject } from "#lib/ports/correlation-records.ts";
import type { Services } from "#lib/ports/services.ts";
import { resolveAlias } from "#lib/use-cases/people/resolve-alias.ts";
import { mayLinkItself } from "./find-subjects.ts";
import { linkSubject } from "./link-subject.ts";

const rowsAtOnce = 200;

/** Links subjects of their own to people whom the directory has learnt since: exactly one with their address, or id. */
export async function linkWaiting(services: Services): Promise<number> {
  const { unlinkedSubjects } = services.stores;
  let linked = 0;
  let afterId = "";
  for (;;) {
    const some = await unlinkedSubjects.waiting({ afterId, limit: rowsAtOnce });
    for (const own of some) {
      const userId = mayLinkItself(own) ? await personOf(services, own) : null;
      if (userId === null) continue;
      await linkSubject(services, null, { unlinkedId: own.userId, userId });
      linked += 1;
    }
    const last = some.at(-1);
    if (some.length < rowsAtOnce || !last) return linked;
    afterId = last.userId;
  }
}

/** Links what waits for somebody of whom 1Password was just heard for the first time. */
export async function linkLearnt(
  services: Services,
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  const keys = [ownKeyOf({ kind: "email", email }), ownKeyOf({ kind: "onepassword", id: userId })];
  for (const own of (await services.stores.unlinkedSubjects.byOwnKeys(keys)).values()) {
    if (!mayLinkItself(own) || (await personOf(services, own)) !== userId) continue;
    await linkSubject(services, null, { unlinkedId: own.userId, userId });
  }
}

/** The one person of the directory behind a subject's key, or null. */
export async function personOf(
  services: Services,
  { ownKey, email }: UnlinkedSubject,
): Promise<string | null> {
  const { subjects } = services.stores;
  const idPrefix = "onepassword:";
  if (ownKey?.startsWith(idPrefix)) {
    const known = await subjects.byId(ownKey.slice(idPrefix.length));
    return known && known.goneAt === null && known.erasedAt === null ? known.userId : null;
  }
  if (email === "") return null;
  const exactly = async (address: string) => {
    const key = exactEmailKey(address);
    return (await subjects.byEmails([address])).filter((one) => exactEmailKey(one.email) === key);
  };
  const direct = await exactly(email);
  const found = direct.length > 0 ? direct : await exactly(await resolveAlias(services, email));
  return found.length === 1 ? (found[0]?.userId ?? null) : null;
}
