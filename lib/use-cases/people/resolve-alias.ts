import type { Services } from "#lib/ports/services.ts";

/** The address under which the directory knows whoever has this one; the address itself where no alias is mapped. */
export function resolveAlias(_services: Services, email: string): Promise<string> {
  return Promise.resolve(email);
}
