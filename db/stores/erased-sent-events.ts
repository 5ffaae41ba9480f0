import { or, type SQL, sql } from "drizzle-orm";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { anywhere } from "./erasing.ts";

interface Named {
  userId: string;
  /** Empty: unknown. */
  email: string;
}

/** Events that a source sent and that name the person anywhere. */
function naming({ schema: { sentEvent } }: Client, { userId, email }: Named): SQL | undefined {
  const needles = [userId, email].filter((text) => text !== "");
  return or(
    ...needles.map((text) => sql`lower(${sentEvent.body}) like ${anywhere(text.toLowerCase())} escape '\\'`),
  );
}

export async function countSentEvents(client: Client, named: Named): Promise<number> {
  const rows = await client.db
    .select({ count: sql<number>`count(*)` })
    .from(client.schema.sentEvent)
    .where(naming(client, named));
  return Number(rows[0]?.count ?? 0);
}

/** Id and time stay, so that the same event, sent once more, doesn't come back. */
export function eraseSentEvents(client: Client, named: Named): Statement {
  return unguarded((tx) =>
    tx
      .update(client.schema.sentEvent)
      .set({ body: "{}", userKey: null, actorKey: null })
      .where(naming(client, named)),
  );
}
