import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { actions } from "#lib/domain/directory.ts";
import type { EventStore, OutsideChange } from "#lib/ports/event-store.ts";
import type { Client } from "#db/client.ts";
import { guarded } from "#db/statement.ts";

type OutsideChanges = Pick<
  EventStore,
  "outsideChanges" | "unfiledChanges" | "insertChange" | "tieChange" | "markFiled"
>;

const Action = z.enum(actions);

export function createOutsideChanges({ db, schema }: Client): OutsideChanges {
  const { outsideChange } = schema;
  const toChange = (row: typeof outsideChange.$inferSelect): OutsideChange => ({
    ...row,
    action: Action.parse(row.action),
    filed: row.filed === 1,
  });
  const isIt = ({ userId, action, n }: OutsideChange) =>
    and(eq(outsideChange.userId, userId), eq(outsideChange.action, action), eq(outsideChange.n, n));

  return {
    outsideChanges: async (userId, action) => {
      const rows = await db
        .select()
        .from(outsideChange)
        .where(and(eq(outsideChange.userId, userId), eq(outsideChange.action, action)))
        .orderBy(asc(outsideChange.n));
      return rows.map(toChange);
    },
    unfiledChanges: async (limit) => {
      const rows = await db
        .select()
        .from(outsideChange)
        .where(eq(outsideChange.filed, 0))
        .orderBy(asc(outsideChange.foundAt), asc(outsideChange.userId), asc(outsideChange.n))
        .limit(limit);
      return rows.map(toChange);
    },
    insertChange: (change) =>
      guarded("outside change", (tx) =>
        tx.insert(outsideChange).values({ ...change, filed: change.filed ? 1 : 0 }),
      ),
    tieChange: (change, eventUuid) =>
      guarded("outside change", (tx) =>
        tx
          .update(outsideChange)
          .set({ eventUuid })
          .where(and(isIt(change), isNull(outsideChange.eventUuid))),
      ),
    markFiled: (change) =>
      guarded("outside change", (tx) => tx.update(outsideChange).set({ filed: 1 }).where(isIt(change))),
  };
}
