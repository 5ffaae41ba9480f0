import type { Services } from "#lib/ports/services.ts";

import { appendEntries, installationChain } from "./append-entries.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

export interface RefuseSession {
  /** One stable word: `state`, `no_role`, … */
  reason: string;
  /** Who it was, where a valid token said so. */
  identity: { iss: string; sub: string } | null;
  /** The provider names nobody of this person's roles any more: what was stored of them goes too. */
  losesRoles: boolean;
}

/** Records a sign-in that was refused. Roles that the provider took away count at once, in older sessions as well. */
export function refuseSession(
  services: Pick<Services, "stores" | "clock" | "ids" | "simulated">,
  { reason, identity, losesRoles }: RefuseSession,
): Promise<void> {
  const { stores } = services;
  return retryOnConflict(async () => {
    const person = identity === null ? null : await stores.people.byIdentity(identity.iss, identity.sub);
    const entries = await appendEntries(services, null, installationChain, [
      {
        type: "session.refused",
        facts: { reason, ...(identity !== null && { iss: identity.iss, sub: identity.sub }) },
      },
    ]);
    const isStripped = person !== null && losesRoles && person.roles.length > 0;
    await stores.commit([
      ...(isStripped ? [stores.people.update({ ...person, roles: [] })] : []),
      ...entries,
    ]);
  });
}
