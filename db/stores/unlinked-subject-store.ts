import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import { emailKey } from "#lib/domain/person.ts";
import { lookKeyOf } from "#lib/domain/subject-key.ts";
import type { UnlinkedSubject } from "#lib/ports/correlation-records.ts";
import type { UnlinkedSubjectStore } from "#lib/ports/unlinked-subject-store.ts";
import type { Client } from "#db/client.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { parts } from "./erasing.ts";
import { toSubject } from "./subject-store.ts";

export function createUnlinkedSubjectStore(client: Client): UnlinkedSubjectStore {
  const { db, schema } = client;
  const { subject, cases, legalHold, providerLink } = schema;
  type Row = typeof subject.$inferSelect;

  return {
    byId: async (userId) => {
      const rows = await db.select().from(subject).where(eq(subject.userId, userId)).limit(1);
      return rows[0] ? toUnlinked(rows[0]) : null;
    },
    byOwnKeys: async (ownKeys) => {
      const found = new Map<string, UnlinkedSubject>();
      for (const some of parts(ownKeys)) {
        const rows: Row[] = await db.select().from(subject).where(inArray(subject.ownKey, some));
        for (const row of rows) found.set(row.ownKey ?? "", toUnlinked(row));
      }
      return found;
    },
    waiting: async ({ afterId, limit }) => {
      const rows = await db
        .select()
        .from(subject)
        .where(and(isNotNull(subject.ownKey), isNull(subject.linkedTo), gt(subject.userId, afterId)))
        .orderBy(asc(subject.userId))
        .limit(limit);
      return rows.map(toUnlinked);
    },
    linkedTo: async (userId) => {
      const rows = await db
        .select()
        .from(subject)
        .where(eq(subject.linkedTo, userId))
        .orderBy(asc(subject.userId));
      return rows.map(toUnlinked);
    },
    twinsOf: async ({ userId, email }, limit) => {
      const look = lookKeyOf(email);
      const rows = await db
        .select()
        .from(subject)
        .where(
          and(
            or(eq(subject.emailKey, look), eq(subject.emailKey, emailKey(email)), eq(subject.lookKey, look)),
            ne(subject.userId, userId),
            ne(subject.email, email),
            isNull(subject.erasedAt),
          ),
        )
        .orderBy(asc(subject.userId))
        .limit(limit);
      return rows.map(toSubject);
    },
    insert: (record) =>
      guarded("subject", (tx) =>
        tx.insert(subject).values({
          userId: record.userId,
          accountId: record.accountId,
          email: record.email,
          emailKey: emailKey(record.email),
          name: record.name,
          search: "",
          state: "UNKNOWN",
          rawState: "",
          readAt: record.createdAt,
          ownKey: record.ownKey,
          lookKey: record.lookKey,
        }),
      ),
    link: (userId, to, at) =>
      guarded("subject", (tx) =>
        tx
          .update(subject)
          .set({ linkedTo: to, linkedAt: at })
          .where(and(eq(subject.userId, userId), isNull(subject.linkedTo))),
      ),
    part: (userId, from) =>
      guarded("subject", (tx) =>
        tx
          .update(subject)
          .set({ linkedTo: null, linkedAt: null })
          .where(and(eq(subject.userId, userId), eq(subject.linkedTo, from))),
      ),
    moveCases: (caseIds, from, to) => [
      ...parts(caseIds).map((ids) =>
        unguarded((tx) =>
          tx
            .update(cases)
            .set({ subjectId: to })
            .where(and(inArray(cases.id, ids), eq(cases.subjectId, from))),
        ),
      ),
      // A hold stands over what it was laid on, whoever that turns out to be.
      unguarded((tx) => tx.update(legalHold).set({ subjectId: to }).where(eq(legalHold.subjectId, from))),
    ],
    providerLinks: async (source, providerIds) => {
      const found = new Map<string, typeof providerLink.$inferSelect>();
      for (const some of parts(providerIds)) {
        const rows = await db
          .select()
          .from(providerLink)
          .where(and(eq(providerLink.source, source), inArray(providerLink.providerId, some)));
        for (const row of rows) found.set(row.providerId, row);
      }
      return found;
    },
    keepProviderLink: (link) =>
      guarded("provider link", (tx) =>
        tx
          .insert(providerLink)
          .values(link)
          .onConflictDoUpdate({
            target: [providerLink.source, providerLink.providerId],
            set: { userId: link.userId, personId: link.personId, at: link.at },
          }),
      ),
  };
}

function toUnlinked(row: Client["schema"]["subject"]["$inferSelect"]): UnlinkedSubject {
  const { userId, accountId, ownKey, email, name, lookKey, linkedTo, linkedAt, readAt } = row;
  return { userId, accountId, ownKey, email, name, lookKey, linkedTo, linkedAt, createdAt: readAt };
}
