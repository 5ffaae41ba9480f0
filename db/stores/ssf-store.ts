import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { insertRow } from "#db/insert-rows.ts";
import { keepQuery } from "#db/keep-query.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import { SubjectForm } from "#lib/domain/ssf-stream.ts";
import type { SsfStore, SsfStreamRecord } from "#lib/ports/ssf-store.ts";

export function createSsfStore(client: Client): SsfStore {
  const { db, schema } = client;
  const { ssfStream } = schema;
  const toRow = ({ subjectForm, privateHost, ...rest }: SsfStreamRecord): typeof ssfStream.$inferInsert => ({
    ...rest,
    privateHost: privateHost ? 1 : 0,
    subjectIs: subjectForm,
  });
  const toRecord = ({ subjectIs, privateHost, ...rest }: typeof ssfStream.$inferSelect): SsfStreamRecord => ({
    ...rest,
    privateHost: privateHost === 1,
    subjectForm: SubjectForm.parse(subjectIs),
  });
  // Each delivery of each source asks for it.
  const bySource = keepQuery(() =>
    db
      .select()
      .from(ssfStream)
      .where(eq(ssfStream.source, sql.placeholder("source")))
      .limit(1),
  );
  return {
    bySource: async (source) => {
      const [row] = await bySource({ source });
      return row === undefined ? null : toRecord(row);
    },
    inUse: async () =>
      (
        await db.select().from(ssfStream).where(isNull(ssfStream.removedAt)).orderBy(asc(ssfStream.source))
      ).map(toRecord),
    insert: (record) => insertRow(client, ssfStream, toRow(record), { guardedAs: "stream" }),
    update: (before, after) =>
      guarded("stream", (tx) =>
        tx
          .update(ssfStream)
          .set({ ...toRow(after), source: before.source, version: before.version + 1 })
          .where(and(eq(ssfStream.source, before.source), eq(ssfStream.version, before.version))),
      ),
    noteToken: (source, { at, verified }) =>
      commit(client, [
        unguarded((tx) =>
          tx
            .update(ssfStream)
            .set({ lastSetAt: at, ...(verified && { lastVerificationAt: at }) })
            .where(and(eq(ssfStream.source, source), isNull(ssfStream.removedAt))),
        ),
      ]),
  };
}
