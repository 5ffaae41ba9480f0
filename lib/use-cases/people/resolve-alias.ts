import { emailKey } from "#lib/domain/person.ts";
import type { Services } from "#lib/ports/services.ts";

/**
 * The e-mail of the person whose alias this is, in lower case; the address itself where it is nobody's alias. An
 * address that somebody of the directory has by themselves is never an alias of somebody else: whatever a file says,
 * signals about one person can't be led to another.
 */
export async function resolveAlias(services: Pick<Services, "stores">, email: string): Promise<string> {
  const key = emailKey(email);
  const { profiles } = services.stores;
  const owner = await profiles.ownerOfAlias(key);
  if (owner === null) return key;
  return (await profiles.inDirectory([key])).length > 0 ? key : emailKey(owner);
}
