import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { DueCase, PersonalDataStore } from "#lib/ports/personal-data-store.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { blankRepeat, blankSignal } from "./blank-signal.ts";
import { destroyKeys } from "./erasing.ts";
import { nobodySaid } from "./nobody-said.ts";

type RetentionStore = Pick<
  PersonalDataStore,
  | "casesWithDueBodies"
  | "deleteBodies"
  | "casesWithDueCalls"
  | "deleteCallDetails"
  | "dueUnlinked"
  | "deleteUnlinkedTexts"
  | "dueDeadLetters"
  | "deleteDeadLetters"
  | "subjectsWithDueKeys"
>;

/** What is kept for a time only: finds what is due, in bounded parts, and deletes it. */
export function createRetentionStore(client: Client): RetentionStore {
  const { db, schema } = client;
  const { cases, signal, signalRepeat, request, attempt, deadLetter, legalHold, subject, holderKey } = schema;

  const noHold = sql`not exists (select 1 from ${legalHold} where ${legalHold.subjectId} = ${cases.subjectId} and ${legalHold.endedAt} is null and (${legalHold.caseKey} is null or ${legalHold.caseKey} = ${cases.key}))`;
  const dueCases = async (
    closedBefore: Date,
    input: { limit: number; holding: ReturnType<typeof sql> },
  ): Promise<(Omit<DueCase, "items"> & { id: string })[]> =>
    db
      .select({
        id: cases.id,
        caseKey: cases.key,
        subjectId: cases.subjectId,
        workflowId: cases.workflowId,
        accountId: subject.accountId,
      })
      .from(cases)
      .innerJoin(subject, eq(subject.userId, cases.subjectId))
      .where(and(eq(cases.status, "closed"), lte(cases.closedAt, closedBefore), noHold, input.holding))
      .orderBy(asc(cases.closedAt), asc(cases.id))
      .limit(input.limit);

  const blankRepeatsOf = (ids: readonly string[]) =>
    unguarded((tx) =>
      tx
        .update(signalRepeat)
        .set({ raw: blankRepeat.raw })
        .where(inArray(signalRepeat.signalId, [...ids])),
    );

  return {
    casesWithDueBodies: async (closedBefore, limit) => {
      const holding = sql`exists (select 1 from ${signal} where ${signal.caseId} = ${cases.id} and ${signal.rawGoneAt} is null)`;
      const due = await dueCases(closedBefore, { limit, holding });
      return Promise.all(
        due.map(async ({ id, ...found }) => ({
          ...found,
          items: await db
            .select({ id: signal.id, digest: signal.rawSha256 })
            .from(signal)
            .where(and(eq(signal.caseId, id), isNull(signal.rawGoneAt)))
            .orderBy(asc(signal.id))
            .limit(500),
        })),
      );
    },
    deleteBodies: (ids, at) => [
      blankRepeatsOf(ids),
      unguarded((tx) =>
        tx
          .update(signal)
          .set({
            raw: Buffer.alloc(0),
            rawGoneAt: at,
            subject: nobodySaid,
            ip: null,
            url: null,
            description: null,
          })
          .where(inArray(signal.id, ids)),
      ),
    ],
    casesWithDueCalls: async (closedBefore, limit) => {
      const detailed = sql`${attempt.answeredAt} is not null and (${attempt.answerMessage} is not null or ${attempt.method} is not null or ${attempt.path} is not null)`;
      const holding = sql`exists (select 1 from ${request} join ${attempt} on ${attempt.requestId} = ${request.id} where ${request.caseId} = ${cases.id} and ${detailed})`;
      const due = await dueCases(closedBefore, { limit, holding });
      return Promise.all(
        due.map(async ({ id, ...found }) => {
          const rows = await db
            .select({ attempt })
            .from(attempt)
            .innerJoin(request, eq(request.id, attempt.requestId))
            .where(and(eq(request.caseId, id), detailed))
            .orderBy(asc(attempt.requestId), asc(attempt.n))
            .limit(500);
          const items = rows.map(({ attempt: row }) => ({
            id: row.requestId,
            digest: sha256Hex(
              JSON.stringify([row.n, row.method, row.path, row.answerMessage, row.elapsedMs]),
            ),
          }));
          return { ...found, items };
        }),
      );
    },
    // What the log repeats of an answer (kind, status, 1Password's request id) stays.
    deleteCallDetails: (requestIds) => [
      unguarded((tx) =>
        tx
          .update(attempt)
          .set({ answerMessage: null, method: null, path: null, elapsedMs: null })
          .where(and(inArray(attempt.requestId, requestIds), isNotNull(attempt.answeredAt))),
      ),
    ],
    dueUnlinked: async (before, limit) =>
      db
        .select({ id: signal.id, digest: signal.rawSha256, kid: holderKey.kid })
        .from(signal)
        .leftJoin(holderKey, eq(holderKey.holder, sql`'signal:' || ${signal.id}`))
        .where(and(isNull(signal.caseId), isNull(signal.rawGoneAt), lte(signal.receivedAt, before)))
        .orderBy(asc(signal.id))
        .limit(limit),
    deleteUnlinkedTexts: (signals, at) => [
      blankRepeatsOf(signals.map(({ id }) => id)),
      ...destroyKeys(
        client,
        signals.flatMap(({ id, kid }) => (kid === null ? [] : [{ kid, holder: `signal:${id}` }])),
        at,
      ),
      unguarded((tx) =>
        tx
          .update(signal)
          .set(blankSignal(client, at))
          .where(
            and(
              inArray(
                signal.id,
                signals.map(({ id }) => id),
              ),
              isNull(signal.caseId),
            ),
          ),
      ),
    ],
    dueDeadLetters: async (before, limit) => {
      const rows = await db
        .select()
        .from(deadLetter)
        .where(lte(deadLetter.receivedAt, before))
        .orderBy(asc(deadLetter.id))
        .limit(limit);
      return rows.map(({ id, raw }) => ({ id, digest: sha256Hex(raw) }));
    },
    deleteDeadLetters: (ids) => [unguarded((tx) => tx.delete(deadLetter).where(inArray(deadLetter.id, ids)))],
    subjectsWithDueKeys: async (closedBefore, limit) => {
      const holder = sql`'subject:' || ${subject.accountId} || '/' || ${subject.userId}`;
      // A subject that was linked has the cases of the person it was linked to.
      const whose = sql`coalesce(${subject.linkedTo}, ${subject.userId})`;
      return db
        .select({ accountId: subject.accountId, userId: subject.userId })
        .from(subject)
        .innerJoin(holderKey, eq(holderKey.holder, holder))
        .where(
          and(
            sql`exists (select 1 from ${cases} where ${cases.subjectId} = ${whose})`,
            sql`not exists (select 1 from ${cases} where ${cases.subjectId} = ${whose} and (${cases.status} <> 'closed' or ${cases.closedAt} is null or ${gt(cases.closedAt, closedBefore)}))`,
            sql`not exists (select 1 from ${legalHold} where ${legalHold.subjectId} = ${whose} and ${legalHold.endedAt} is null)`,
          ),
        )
        .limit(limit);
    },
  };
}
