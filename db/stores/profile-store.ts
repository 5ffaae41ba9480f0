import { and, asc, count, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { IdentityClass } from "#lib/domain/identity-class.ts";
import { emailKey } from "#lib/domain/person.ts";
import type { ClassChangeRecord, ProfileRecord, ProfileStore } from "#lib/ports/profile-store.ts";
import type { Client } from "#db/client.ts";
import { keepListQuery, keepQuery } from "#db/keep-query.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { inParts, parts } from "./erasing.ts";

const Texts = z.array(z.string());

/** What is known about people from elsewhere. */
export function createProfileStore(client: Client): ProfileStore {
  const { db, schema } = client;
  const { personProfile, personAlias, identityClassChange, protectedMark, subject } = schema;

  const aliasesOf = keepListQuery((keys) =>
    db.select().from(personAlias).where(inArray(personAlias.emailKey, keys)),
  );
  const withAliases = async (rows: (typeof personProfile.$inferSelect)[]): Promise<ProfileRecord[]> => {
    const aliases = await inParts(
      rows.map((row) => row.emailKey),
      (keys) => aliasesOf(keys),
    );
    const byPerson = Map.groupBy(aliases, (alias) => alias.emailKey);
    return rows.map(({ emailKey: key, identityClass, dependents, ...row }) => ({
      ...row,
      aliases: (byPerson.get(key) ?? []).map(({ alias }) => alias).sort(),
      identityClass: identityClass === null ? null : IdentityClass.parse(identityClass),
      dependents: Texts.parse(JSON.parse(dependents)),
    }));
  };
  const byAlias = keepQuery(() =>
    db
      .select()
      .from(personAlias)
      .where(eq(personAlias.aliasKey, sql.placeholder("key")))
      .limit(1),
  );
  const ownerKey = async (key: string) => (await byAlias({ key }))[0]?.emailKey ?? null;
  const byKey = keepQuery(() =>
    db
      .select()
      .from(personProfile)
      .where(eq(personProfile.emailKey, sql.placeholder("key")))
      .limit(1),
  );
  const newestByHand = keepQuery(() =>
    db
      .select()
      .from(identityClassChange)
      .where(eq(identityClassChange.subjectId, sql.placeholder("subjectId")))
      .orderBy(desc(identityClassChange.at), desc(identityClassChange.id))
      .limit(1),
  );
  const standingMark = keepQuery(() =>
    db
      .select()
      .from(protectedMark)
      .where(and(eq(protectedMark.subjectId, sql.placeholder("subjectId")), isNull(protectedMark.endedAt)))
      .limit(1),
  );

  return {
    find: async (email) => {
      const key = emailKey(email);
      if (key === "") return null;
      const own = await byKey({ key });
      const owner = own.length > 0 ? null : await ownerKey(key);
      const rows = owner === null ? own : await byKey({ key: owner });
      return (await withAliases(rows))[0] ?? null;
    },
    all: async () => withAliases(await db.select().from(personProfile).orderBy(asc(personProfile.emailKey))),
    page: async ({ afterEmailKey, limit }) =>
      withAliases(
        await db
          .select()
          .from(personProfile)
          .where(afterEmailKey === null ? undefined : gt(personProfile.emailKey, afterEmailKey))
          .orderBy(asc(personProfile.emailKey))
          .limit(limit),
      ),
    count: async () => {
      const rows = await db.select({ count: count() }).from(personProfile);
      return Number(rows[0]?.count ?? 0);
    },
    ownerOfAlias: async (alias) => {
      const owner = await ownerKey(emailKey(alias));
      return owner === null ? null : ((await byKey({ key: owner }))[0]?.email ?? null);
    },
    inDirectory: async (keys) => {
      const rows = await inParts(keys, (some) =>
        db
          .selectDistinct({ emailKey: subject.emailKey })
          .from(subject)
          .where(and(inArray(subject.emailKey, some), isNull(subject.goneAt))),
      );
      return rows.map((row) => row.emailKey);
    },
    replace: ({ removed, written }) => [
      ...parts([...removed, ...written.map(({ email }) => emailKey(email))]).flatMap((keys) => [
        unguarded((tx) => tx.delete(personAlias).where(inArray(personAlias.emailKey, keys))),
        unguarded((tx) => tx.delete(personProfile).where(inArray(personProfile.emailKey, keys))),
      ]),
      ...parts(written).map((some) =>
        guarded("person profile", (tx) =>
          tx.insert(personProfile).values(
            some.map(({ aliases: _aliases, dependents, ...row }) => ({
              ...row,
              emailKey: emailKey(row.email),
              dependents: JSON.stringify(dependents),
            })),
          ),
        ),
      ),
      // All old ones are gone by now: an alias may move from one person to another within a file.
      ...parts(
        written.flatMap(({ email, aliases }) =>
          aliases.map((alias) => ({ aliasKey: emailKey(alias), alias, emailKey: emailKey(email) })),
        ),
      ).map((some) => guarded("person alias", (tx) => tx.insert(personAlias).values(some))),
    ],
    insertClassChanges: (records) =>
      parts(records).map((some) =>
        guarded("identity class", (tx) => tx.insert(identityClassChange).values(some)),
      ),
    classChanges: async ({ subjectId, emailKey: key, limit }) => {
      const rows = await db
        .select()
        .from(identityClassChange)
        .where(
          or(
            eq(identityClassChange.subjectId, subjectId),
            key === null || key === "" ? undefined : eq(identityClassChange.emailKey, key),
          ),
        )
        .orderBy(desc(identityClassChange.at), desc(identityClassChange.id))
        .limit(limit);
      return rows.map(toChange);
    },
    classByHand: async (subjectId) => {
      const [row] = await newestByHand({ subjectId });
      return row ? toChange(row) : null;
    },
    protectedMark: async (subjectId) => (await standingMark({ subjectId }))[0] ?? null,
    protectedMarks: async (limit) =>
      db
        .select()
        .from(protectedMark)
        .where(isNull(protectedMark.endedAt))
        .orderBy(desc(protectedMark.setAt), desc(protectedMark.id))
        .limit(limit),
    insertProtected: (record) => guarded("protected mark", (tx) => tx.insert(protectedMark).values(record)),
    updateProtected: (before, after) =>
      guarded("protected mark", (tx) =>
        tx
          .update(protectedMark)
          .set({ ...after, version: before.version + 1 })
          .where(and(eq(protectedMark.id, before.id), eq(protectedMark.version, before.version))),
      ),
  };
}

function toChange(row: Client["schema"]["identityClassChange"]["$inferSelect"]): ClassChangeRecord {
  return {
    ...row,
    by: row.by as ClassChangeRecord["by"],
    identityClass: row.identityClass === null ? null : IdentityClass.parse(row.identityClass),
  };
}
