import { and, desc, eq, gte, lte } from "drizzle-orm";
import type { AccountEvent, HistoryLook } from "#lib/ports/event-store.ts";
import type { Client } from "#db/client.ts";
import { toEvent } from "./event-row.ts";

export async function readHistory({ db, schema }: Client, look: HistoryLook): Promise<AccountEvent[]> {
  const { accountEvent } = schema;
  const rows = await db
    .select()
    .from(accountEvent)
    .where(
      and(
        eq(look.as === "actor" ? accountEvent.actorId : accountEvent.userId, look.userId),
        eq(accountEvent.stream, look.stream),
        gte(accountEvent.at, look.from),
        lte(accountEvent.at, look.to),
      ),
    )
    .orderBy(desc(accountEvent.at), desc(accountEvent.uuid))
    .limit(look.limit);
  return rows.map(toEvent);
}
