import { eq, or, type SQL, sql } from "drizzle-orm";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { anywhere } from "./erasing.ts";

interface Named {
  userId: string;
  /** Empty: unknown. */
  email: string;
}

/** Events that are about the person, or name them as whoever acted. */
function naming({ schema: { accountEvent } }: Client, { userId, email }: Named): SQL | undefined {
  const needles = [userId, email].filter((text) => text !== "");
  return or(
    eq(accountEvent.userId, userId),
    ...needles.map(
      (text) => sql`lower(${accountEvent.body}) like ${anywhere(text.toLowerCase())} escape '\\'`,
    ),
  );
}

export async function countEvents(client: Client, named: Named): Promise<number> {
  const rows = await client.db
    .select({ count: sql<number>`count(*)` })
    .from(client.schema.accountEvent)
    .where(naming(client, named));
  return Number(rows[0]?.count ?? 0);
}

/** Id and time stay, so that the same event, read once more, doesn't come back. */
export function eraseEvents(client: Client, named: Named): Statement {
  return unguarded((tx) =>
    tx
      .update(client.schema.accountEvent)
      .set({ body: "{}", userId: null, actorId: null, pending: 0 })
      .where(naming(client, named)),
  );
}
