import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { openStatuses } from "#lib/domain/request.ts";
import type { ErasureRecord, PersonalDataStore } from "#lib/ports/personal-data-store.ts";
import type { Client, Queries } from "#db/client.ts";
import { keptWrite } from "#db/kept-write.ts";
import { guarded } from "#db/statement.ts";
import { createErasedRows } from "./erased-rows.ts";
import { createProfileRetention } from "./erased-profiles.ts";
import { createErasedPersons } from "./erased-persons.ts";
import { createRetentionStore } from "./retention-store.ts";

export function createPersonalDataStore(client: Client, dataKey: Uint8Array): PersonalDataStore {
  const { db, schema } = client;
  const { erasure, legalHold, subject, cases, request, signal } = schema;
  const open = sql.join(
    [...openStatuses, "proposed"].map((status) => sql`${status}`),
    sql`, `,
  );

  /** Touches the person's row and nothing in it, where `condition` holds. */
  const requireSubject = (userId: string, condition: ReturnType<typeof sql>) =>
    guarded("subject", (tx) =>
      tx
        .update(subject)
        .set({ readAt: sql`${subject.readAt}` })
        .where(and(eq(subject.userId, userId), condition)),
    );
  const touchUnlessErased = {
    name: "touch subject unless erased",
    build: (tx: Queries) =>
      tx
        .update(subject)
        .set({ readAt: sql`${subject.readAt}` })
        .where(and(eq(subject.userId, sql.placeholder("userId")), isNull(subject.erasedAt))),
  };
  const noHold = (userId: string, caseKey?: string) =>
    sql`not exists (select 1 from ${legalHold} where ${legalHold.subjectId} = ${userId} and ${legalHold.endedAt} is null${
      caseKey === undefined
        ? sql``
        : sql` and (${legalHold.caseKey} is null or ${legalHold.caseKey} = ${caseKey})`
    })`;
  /** Somebody else whose signal came in the same body, and over whom a hold stands. */
  const sharedHold = (userId: string) =>
    sql`exists (select 1 from ${signal} as mine join ${signal} as other on other.raw_sha256 = mine.raw_sha256 and other.subject_id <> mine.subject_id left join ${cases} as held on held.id = other.case_id join ${legalHold} as over on over.subject_id = other.subject_id and over.ended_at is null and (over.case_key is null or over.case_key = held.key) where mine.subject_id = ${userId})`;

  return {
    erasure: async (id) => {
      const rows = await db.select().from(erasure).where(eq(erasure.id, id)).limit(1);
      return rows[0] ? toErasure(rows[0]) : null;
    },
    erasuresOf: async (kind, subjectRef) => {
      const rows = await db
        .select()
        .from(erasure)
        .where(and(eq(erasure.kind, kind), eq(erasure.subjectRef, subjectRef)))
        .orderBy(desc(erasure.id));
      return rows.map(toErasure);
    },
    erasures: async (limit) => {
      const [waiting, over] = await Promise.all([
        db.select().from(erasure).where(eq(erasure.status, "asked")).orderBy(desc(erasure.id)),
        db
          .select()
          .from(erasure)
          .where(sql`${erasure.status} <> 'asked'`)
          .orderBy(desc(erasure.id))
          .limit(limit),
      ]);
      return [...waiting, ...over].map(toErasure);
    },
    insertErasure: (record) => guarded("erasure", (tx) => tx.insert(erasure).values(record)),
    updateErasure: (before, after) =>
      guarded("erasure", (tx) =>
        tx
          .update(erasure)
          .set({ ...after, version: before.version + 1 })
          .where(and(eq(erasure.id, before.id), eq(erasure.version, before.version))),
      ),
    hold: async (id) => {
      const rows = await db.select().from(legalHold).where(eq(legalHold.id, id)).limit(1);
      return rows[0] ?? null;
    },
    standingHolds: async (subjectId) =>
      db
        .select()
        .from(legalHold)
        .where(
          and(
            isNull(legalHold.endedAt),
            subjectId === undefined ? undefined : eq(legalHold.subjectId, subjectId),
          ),
        )
        .orderBy(desc(legalHold.id)),
    insertHold: (record) => guarded("legal hold", (tx) => tx.insert(legalHold).values(record)),
    updateHold: (before, after) =>
      guarded("legal hold", (tx) =>
        tx
          .update(legalHold)
          .set({ ...after, version: before.version + 1 })
          .where(and(eq(legalHold.id, before.id), eq(legalHold.version, before.version))),
      ),
    lockSubject: (userId) => requireSubject(userId, sql`1 = 1`),
    requireErasedAt: (userId, erasedAt) =>
      erasedAt === null
        ? guarded("subject", keptWrite(client, touchUnlessErased, { userId }))
        : requireSubject(userId, sql`${eq(subject.erasedAt, erasedAt)}`),
    requireErasable: (userId) =>
      requireSubject(
        userId,
        sql`not exists (select 1 from ${cases} where ${cases.subjectId} = ${userId} and ${cases.status} <> 'closed') and not exists (select 1 from ${request} where ${request.subjectId} = ${userId} and ${request.status} in (${open})) and ${noHold(userId)} and not ${sharedHold(userId)}`,
      ),
    requireDeletable: (userId, caseKey) =>
      requireSubject(
        userId,
        sql`exists (select 1 from ${cases} where ${cases.key} = ${caseKey} and ${cases.subjectId} = ${userId} and ${cases.status} = 'closed') and ${noHold(userId, caseKey)}`,
      ),
    subjectObstacles: async (userId) => {
      const [openCases, openRequests, holds] = await Promise.all([
        db
          .select({ key: cases.key })
          .from(cases)
          .where(and(eq(cases.subjectId, userId), sql`${cases.status} <> 'closed'`)),
        db
          .select({ key: request.key })
          .from(request)
          .where(and(eq(request.subjectId, userId), sql`${request.status} in (${open})`)),
        db
          .select()
          .from(legalHold)
          .where(
            and(
              isNull(legalHold.endedAt),
              sql`(${legalHold.subjectId} = ${userId} or ${legalHold.id} in (select over.id from ${signal} as mine join ${signal} as other on other.raw_sha256 = mine.raw_sha256 and other.subject_id <> mine.subject_id left join ${cases} as held on held.id = other.case_id join ${legalHold} as over on over.subject_id = other.subject_id and (over.case_key is null or over.case_key = held.key) where mine.subject_id = ${userId}))`,
            ),
          ),
      ]);
      return {
        openCases: openCases.map(({ key }) => key),
        openRequests: openRequests.map(({ key }) => key),
        holds,
      };
    },
    ...createErasedRows(client),
    ...createErasedPersons(client, dataKey),
    ...createRetentionStore(client),
    ...createProfileRetention(client),
    sweepTraces: () => client.sweep(),
  };
}

function toErasure(row: Client["schema"]["erasure"]["$inferSelect"]): ErasureRecord {
  return {
    ...row,
    kind: row.kind as ErasureRecord["kind"],
    status: row.status as ErasureRecord["status"],
    ground: row.ground as ErasureRecord["ground"],
  };
}
