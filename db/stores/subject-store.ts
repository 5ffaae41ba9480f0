import { and, asc, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { UserReading, UserState } from "#lib/domain/directory.ts";
import { emailKey } from "#lib/domain/person.ts";
import { erasedWord } from "#lib/domain/erased-word.ts";
import { storedLookKey } from "#lib/domain/subject-key.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { SubjectStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { keepQuery } from "#db/keep-query.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { commit, unguarded } from "#db/statement.ts";
import { inParts, parts } from "./erasing.ts";

const rowsPerWrite = 200;

export function createSubjectStore(client: Client): SubjectStore {
  const { db, schema } = client;
  const { subject, setting } = schema;

  const isInDirectory = and(isNull(subject.goneAt), isNull(subject.erasedAt), isNull(subject.ownKey));
  const unlessErased = (column: string, blank: string) =>
    sql`case when ${subject.erasedAt} is null then ${sql.raw(`excluded.${column}`)} else ${blank} end`;
  // A newer reading always wins; an older one that arrives late changes nothing.
  // Who was erased keeps a blank row, in which only a single reading may renew the state.
  const save = (accountId: string, users: UserReading[], from: "listing" | "reading") =>
    unguarded((tx) =>
      tx
        .insert(subject)
        .values(users.map((user) => fromReading(accountId, user)))
        .onConflictDoUpdate({
          target: subject.userId,
          set: {
            email: unlessErased("email", ""),
            emailKey: unlessErased("email_key", ""),
            name: unlessErased("name", erasedWord),
            search: unlessErased("search", ""),
            lookKey: sql`case when ${subject.erasedAt} is null then excluded.look_key else null end`,
            state: sql`excluded.state`,
            rawState: sql`excluded.raw_state`,
            readAt: sql`excluded.read_at`,
            goneAt: sql`null`,
          },
          setWhere:
            from === "listing"
              ? sql`excluded.read_at >= ${subject.readAt} and ${subject.erasedAt} is null`
              : sql`excluded.read_at >= ${subject.readAt}`,
        }),
    );

  const byId = keepQuery(() =>
    db
      .select()
      .from(subject)
      .where(eq(subject.userId, sql.placeholder("userId")))
      .limit(1),
  );

  return {
    byId: async (userId) => {
      const [row] = await byId({ userId });
      return row ? toSubject(row) : null;
    },
    byIds: async (userIds) => {
      const found = new Map<string, SubjectRecord>();
      for (const some of parts(userIds)) {
        const rows = await db.select().from(subject).where(inArray(subject.userId, some));
        for (const row of rows) found.set(row.userId, toSubject(row));
      }
      return found;
    },
    byEmail: async (email) => {
      const rows = await db
        .select()
        .from(subject)
        .where(and(eq(subject.emailKey, emailKey(email)), isInDirectory))
        .limit(2);
      return rows.map(toSubject);
    },
    byEmails: async (emails) => {
      const rows = await inParts([...new Set(emails.map(emailKey))], (some) =>
        db
          .select()
          .from(subject)
          .where(and(inArray(subject.emailKey, some), isInDirectory)),
      );
      return rows.map(toSubject);
    },
    byLocalPart: async (localPart, limit) => {
      const from = `${emailKey(localPart)}@`;
      const rows = await db
        .select()
        .from(subject)
        .where(
          and(
            gte(subject.emailKey, from),
            // The sign after the @ ends the range of addresses that begin so.
            lt(subject.emailKey, `${from.slice(0, -1)}A`),
            sql`substr(${subject.emailKey}, 1, ${from.length}) = ${from}`,
            isInDirectory,
          ),
        )
        .limit(limit);
      return rows.map(toSubject);
    },
    search: async ({ q, state, limit, cursor }) => {
      const place = decodeCursor(cursor, 2);
      const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
      const rows = await db
        .select()
        .from(subject)
        .where(
          and(
            isNull(subject.erasedAt),
            isNull(subject.ownKey),
            state ? eq(subject.state, state) : undefined,
            ...words.map(
              (word) => sql`${subject.search} like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`,
            ),
            place
              ? or(
                  gt(subject.search, String(place[0])),
                  and(eq(subject.search, String(place[0])), gt(subject.userId, String(place[1]))),
                )
              : undefined,
          ),
        )
        .orderBy(asc(subject.search), asc(subject.userId))
        .limit(limit + 1);
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(toSubject),
        nextCursor: rows.length > limit && last ? encodeCursor([last.search, last.userId]) : null,
      };
    },
    counts: async () => {
      const rows = await db
        .select({ state: subject.state, count: sql<number>`count(*)` })
        .from(subject)
        .where(isInDirectory)
        .groupBy(subject.state);
      return {
        total: rows.reduce((sum, row) => sum + Number(row.count), 0),
        suspended: Number(rows.find((row) => row.state === "SUSPENDED")?.count ?? 0),
      };
    },
    lastListedAt: async () => {
      const rows = await db.select().from(setting).where(eq(setting.name, "directory-listed-at")).limit(1);
      return rows[0] ? new Date(rows[0].value) : null;
    },
    saveReading: (accountId, reading) => commit(client, [save(accountId, [reading], "reading")]),
    keepReading: (accountId, reading) => save(accountId, [reading], "reading"),
    saveListing: async (accountId, users, listedAt) => {
      // In parts, so that nobody waits for a long write; a listing is complete before its first part is kept.
      for (let start = 0; start < users.length; start += rowsPerWrite) {
        await commit(client, [save(accountId, users.slice(start, start + rowsPerWrite), "listing")]);
      }
      await commit(client, [
        unguarded((tx) =>
          tx
            .update(subject)
            .set({ goneAt: listedAt, state: "UNKNOWN" })
            .where(and(eq(subject.accountId, accountId), lt(subject.readAt, listedAt), isInDirectory)),
        ),
        unguarded((tx) =>
          tx
            .insert(setting)
            .values({ name: "directory-listed-at", value: listedAt.toISOString() })
            .onConflictDoUpdate({ target: setting.name, set: { value: listedAt.toISOString() } }),
        ),
      ]);
    },
    suspendedIds: async () => {
      const rows = await db
        .select({ id: subject.userId })
        .from(subject)
        .where(eq(subject.state, "SUSPENDED"));
      return rows.map((row) => row.id);
    },
  };
}

export function toSubject(row: Client["schema"]["subject"]["$inferSelect"]): SubjectRecord {
  const { userId, accountId, email, name, rawState, readAt, goneAt, erasedAt } = row;
  const state = row.state as UserState;
  return { userId, accountId, email, name, state, rawState, readAt, goneAt, erasedAt };
}

function fromReading(accountId: string, user: UserReading): Client["schema"]["subject"]["$inferInsert"] {
  return {
    userId: user.userId,
    accountId,
    email: user.email,
    emailKey: emailKey(user.email),
    name: user.name,
    search: `${user.name} ${user.email}`.toLowerCase(),
    state: user.state,
    rawState: user.rawState,
    readAt: user.readAt,
    goneAt: null,
    lookKey: storedLookKey(user.email),
  };
}
