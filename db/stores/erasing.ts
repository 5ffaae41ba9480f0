import { eq } from "drizzle-orm";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { guarded } from "#db/statement.ts";

/** A key goes for good; that there was one stays. */
export function destroyKeys(
  { schema }: Client,
  keys: readonly { kid: string; holder: string }[],
  at: Date,
): Statement[] {
  const { holderKey, destroyedKey } = schema;
  return keys.flatMap(({ kid, holder }) => [
    guarded("holder key", (tx) => tx.delete(holderKey).where(eq(holderKey.kid, kid))),
    guarded("destroyed key", (tx) => tx.insert(destroyedKey).values({ kid, holder, destroyedAt: at })),
  ]);
}

/** A pattern of LIKE, escaped by a backslash. */
export function anywhere(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** Databases bind a bounded number of values at once. */
export function parts<T>(all: readonly T[], size = 200): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

/** The same query for each part, in turn. */
export async function inParts<T, R>(all: readonly T[], find: (some: T[]) => PromiseLike<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (const some of parts(all)) found.push(...(await find(some)));
  return found;
}
