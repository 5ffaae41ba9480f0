import { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type { GuardRailStore, MassIncidentRecord, SuspensionAct } from "#lib/ports/guard-rail-store.ts";
import type { Client } from "#db/client.ts";
import { insertRow } from "#db/insert-rows.ts";
import { keepListQuery, keepQuery } from "#db/keep-query.ts";
import { guarded } from "#db/statement.ts";
import { executionControlName } from "#lib/domain/execution-control.ts";
import { createRateWindows } from "./rate-windows.ts";

/** Counts in the database, so that several processes share one limit. */
export function createGuardRailStore(client: Client): GuardRailStore {
  const { db, schema } = client;
  const { massIncident, suspensionClaim, suspensionAct, setting, person } = schema;
  const countedSince = (since: Date) =>
    and(isNull(suspensionClaim.incidentId), gte(suspensionClaim.at, since));
  const actsOf = (input: { personIds: string[]; act: SuspensionAct; since: Date }) =>
    and(
      inArray(suspensionAct.personId, input.personIds),
      eq(suspensionAct.act, input.act),
      gt(suspensionAct.at, input.since),
      isNull(suspensionAct.incidentId),
    );
  const open = keepQuery(() => db.select().from(massIncident).where(eq(massIncident.open, 1)).limit(1));
  const claimOf = keepQuery(() =>
    db
      .select()
      .from(suspensionClaim)
      .where(eq(suspensionClaim.requestId, sql.placeholder("requestId")))
      .limit(1),
  );
  const countClaims = keepQuery(() =>
    db
      .select({ count: count() })
      .from(suspensionClaim)
      .where(
        and(
          isNull(suspensionClaim.incidentId),
          gte(suspensionClaim.at, sql.param(sql.placeholder("since"), suspensionClaim.at)),
        ),
      ),
  );
  const countActs = keepListQuery((personIds) =>
    db
      .select({ count: count() })
      .from(suspensionAct)
      .where(
        and(
          inArray(suspensionAct.personId, personIds),
          eq(suspensionAct.act, sql.placeholder("act")),
          gt(suspensionAct.at, sql.param(sql.placeholder("since"), suspensionAct.at)),
          isNull(suspensionAct.incidentId),
        ),
      ),
  );

  return {
    openIncident: async () => {
      const [row] = await open({});
      return row ? toIncident(row) : null;
    },
    incident: async (id) => {
      const [row] = await db.select().from(massIncident).where(eq(massIncident.id, id)).limit(1);
      return row ? toIncident(row) : null;
    },
    incidents: async (limit) =>
      (
        await db
          .select()
          .from(massIncident)
          .orderBy(desc(massIncident.askedAt), desc(massIncident.id))
          .limit(limit)
      ).map(toIncident),
    insertIncident: (record) =>
      guarded("mass incident", (tx) => tx.insert(massIncident).values({ ...record, open: 1 })),
    updateIncident: (before, { used: _used, ...after }) =>
      guarded("mass incident", (tx) =>
        tx
          .update(massIncident)
          .set({ ...after, open: after.endedAt === null ? 1 : 0 })
          .where(
            and(
              eq(massIncident.id, before.id),
              eq(massIncident.open, 1),
              before.startedAt === null
                ? isNull(massIncident.startedAt)
                : eq(massIncident.startedAt, before.startedAt),
            ),
          ),
      ),
    useIncident: (id, now) =>
      guarded("mass incident", (tx) =>
        tx
          .update(massIncident)
          .set({ used: sql`${massIncident.used} + 1` })
          .where(
            and(
              eq(massIncident.id, id),
              eq(massIncident.open, 1),
              gt(massIncident.endsAt, now),
              lt(massIncident.used, massIncident.allowed),
            ),
          ),
      ),
    isClaimed: async (requestId) => (await claimOf({ requestId })).length > 0,
    claimsSince: async (since) => Number((await countClaims({ since }))[0]?.count ?? 0),
    insertClaim: (record) => insertRow(client, suspensionClaim, record, { guardedAs: "suspension claim" }),
    // A statement of its own: on PostgreSQL it sees what those committed for whose lock the one before it waited.
    requireClaimsWithin: (since, most) =>
      guarded("brake", (tx) =>
        tx
          .update(setting)
          .set({ value: sql`${setting.value}` })
          .where(
            and(
              eq(setting.name, executionControlName),
              sql`(select count(*) from ${suspensionClaim} where ${countedSince(since)}) <= ${most}`,
            ),
          ),
      ),
    actsAfter: async ({ personIds, ...rest }) => {
      if (personIds.length === 0) return 0;
      return Number((await countActs(personIds, rest))[0]?.count ?? 0);
    },
    firstActAfter: async (input) => {
      const rows = await db
        .select()
        .from(suspensionAct)
        .where(actsOf(input))
        .orderBy(asc(suspensionAct.at))
        .limit(1);
      return rows[0]?.at ?? null;
    },
    insertAct: (record) => insertRow(client, suspensionAct, record, { guardedAs: "suspension act" }),
    requireActsWithin: (input) => {
      const [first] = [...input.personIds].sort();
      const touch = (condition: ReturnType<typeof sql>) =>
        guarded("suspensions of a person", (tx) =>
          tx
            .update(person)
            .set({ name: sql`${person.name}` })
            .where(and(eq(person.id, first ?? ""), condition)),
        );
      return [
        touch(sql`1 = 1`),
        touch(sql`(select count(*) from ${suspensionAct} where ${actsOf(input)}) <= ${input.most}`),
      ];
    },
    incidentOfRequest: async (requestId) => {
      const rows = await db
        .select({ massIncident })
        .from(suspensionAct)
        .innerJoin(massIncident, eq(massIncident.id, suspensionAct.incidentId))
        .where(and(eq(suspensionAct.requestId, requestId), eq(suspensionAct.act, "ask")))
        .limit(1);
      return rows[0] ? toIncident(rows[0].massIncident) : null;
    },
    newestAskedFor: async (incidentId, personIds) => {
      const rows = await db
        .select()
        .from(suspensionAct)
        .where(
          and(
            eq(suspensionAct.incidentId, incidentId),
            eq(suspensionAct.act, "ask"),
            inArray(suspensionAct.personId, personIds),
          ),
        )
        .orderBy(desc(suspensionAct.at), desc(suspensionAct.requestId))
        .limit(1);
      return rows[0]?.requestId ?? null;
    },
    ...createRateWindows(client),
  };
}

function toIncident(row: Client["schema"]["massIncident"]["$inferSelect"]): MassIncidentRecord {
  const { open: _open, ...record } = row;
  return { ...record, endedHow: record.endedHow as MassIncidentRecord["endedHow"] };
}
