import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { GuardRailStore } from "#lib/ports/guard-rail-store.ts";
import type { Client } from "#db/client.ts";
import { keepQuery } from "#db/keep-query.ts";
import { commit, unguarded } from "#db/statement.ts";

/** So long a window that is over may stay, for whoever asks why they had to wait. */
const keptMs = 60 * 60_000;

/** Limits by the minute, one row for each name and person, shared by all processes. */
export function createRateWindows(client: Client): Pick<GuardRailStore, "countRate" | "rate"> {
  const { db, schema } = client;
  const { rateWindow } = schema;
  const isOver = () => lte(rateWindow.endsAt, sql.param(sql.placeholder("now"), rateWindow.endsAt));
  const count = keepQuery(() =>
    db
      .insert(rateWindow)
      .values({
        name: sql.placeholder("name"),
        who: sql.placeholder("who"),
        count: 1,
        endsAt: sql.placeholder("fresh"),
      })
      .onConflictDoUpdate({
        target: [rateWindow.name, rateWindow.who],
        set: {
          count: sql`case when ${isOver()} then 1 else ${rateWindow.count} + 1 end`,
          endsAt: sql`case when ${isOver()} then excluded.ends_at else ${rateWindow.endsAt} end`,
        },
      })
      .returning(),
  );
  return {
    countRate: async ({ name, who, now, perMs }) => {
      const [row] = await count({ name, who, now, fresh: new Date(now.getTime() + perMs) });
      if (!row) throw new Error(`The window ${name} counted nothing.`);
      // Whoever begins a window takes old ones away: what an address did an hour ago is nobody's business.
      if (row.count === 1) {
        await commit(client, [
          unguarded((tx) =>
            tx.delete(rateWindow).where(lte(rateWindow.endsAt, new Date(now.getTime() - keptMs))),
          ),
        ]);
      }
      return { count: row.count, endsAt: row.endsAt };
    },
    rate: async ({ name, who, now }) => {
      const [row] = await db
        .select()
        .from(rateWindow)
        .where(and(eq(rateWindow.name, name), eq(rateWindow.who, who), gt(rateWindow.endsAt, now)))
        .limit(1);
      return row ? { count: row.count, endsAt: row.endsAt } : null;
    },
  };
}
