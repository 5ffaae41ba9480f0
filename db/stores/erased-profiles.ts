import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { erasedWord } from "#lib/domain/erased-word.ts";
import { emailKey } from "#lib/domain/person.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { PersonalDataStore } from "#lib/ports/personal-data-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { anywhere, parts } from "./erasing.ts";

/** Rows of the people file about whoever has this address, by their e-mail or by an alias. */
export async function profileKeysOf({ db, schema }: Client, email: string): Promise<string[]> {
  const key = emailKey(email);
  if (key === "") return [];
  const { personProfile, personAlias } = schema;
  const aliased = db
    .select({ emailKey: personAlias.emailKey })
    .from(personAlias)
    .where(eq(personAlias.aliasKey, key));
  const rows = await db
    .select({ emailKey: personProfile.emailKey })
    .from(personProfile)
    .where(or(eq(personProfile.emailKey, key), inArray(personProfile.emailKey, aliased)));
  return rows.map((row) => row.emailKey);
}

/** Takes rows of the people file out, with all that files said of these people's classes. */
export function deleteProfiles({ schema }: Client, keys: readonly string[]): Statement[] {
  const { personProfile, personAlias, identityClassChange } = schema;
  return parts(keys).flatMap((some) => [
    unguarded((tx) => tx.delete(personAlias).where(inArray(personAlias.emailKey, some))),
    unguarded((tx) => tx.delete(personProfile).where(inArray(personProfile.emailKey, some))),
    unguarded((tx) => tx.delete(identityClassChange).where(inArray(identityClassChange.emailKey, some))),
  ]);
}

/**
 * Blanks what is known of somebody from elsewhere. `email` is empty where they stay in the directory: then only texts
 * that people wrote about them go.
 */
export function eraseProfile(
  client: Client,
  { userId, email, profileKeys }: { userId: string; email: string; profileKeys: readonly string[] },
): Statement[] {
  const { personProfile, identityClassChange, protectedMark } = client.schema;
  const key = emailKey(email);
  const { manager, secondContact, partner } = personProfile;
  const naming = (column: typeof manager | typeof secondContact | typeof partner) =>
    sql`case when lower(${column}) like ${anywhere(key)} escape '\\' then null else ${column} end`;
  return [
    unguarded((tx) =>
      tx
        .update(identityClassChange)
        .set({
          reason: sql`case when ${identityClassChange.reason} is null then null else ${erasedWord} end`,
        })
        .where(eq(identityClassChange.subjectId, userId)),
    ),
    unguarded((tx) =>
      tx
        .update(protectedMark)
        .set({
          reason: erasedWord,
          endReason: sql`case when ${protectedMark.endReason} is null then null else ${erasedWord} end`,
          version: sql`${protectedMark.version} + 1`,
        })
        .where(eq(protectedMark.subjectId, userId)),
    ),
    ...(key === ""
      ? []
      : [
          ...deleteProfiles(client, profileKeys),
          unguarded((tx) => tx.delete(identityClassChange).where(eq(identityClassChange.emailKey, key))),
          // Others whose manager or contact the person was.
          unguarded((tx) =>
            tx.update(personProfile).set({
              manager: naming(manager),
              secondContact: naming(secondContact),
              partner: naming(partner),
              dependents: sql`replace(${personProfile.dependents}, ${key}, ${erasedWord})`,
            }),
          ),
        ]),
  ];
}

/** What files said of people who aren't in the directory, or have left it, goes when no file repeated it for so long. */
export function createProfileRetention(
  client: Client,
): Pick<PersonalDataStore, "dueProfiles" | "deleteProfiles"> {
  const { db, schema } = client;
  const { personProfile, personAlias, subject } = schema;
  const present = sql`exists (select 1 from ${subject} where ${isNull(subject.goneAt)} and ${subject.emailKey} <> '' and (${subject.emailKey} = ${personProfile.emailKey} or ${subject.emailKey} in (select ${personAlias.aliasKey} from ${personAlias} where ${personAlias.emailKey} = ${personProfile.emailKey})))`;
  return {
    dueProfiles: async (before, limit) => {
      const rows = await db
        .select()
        .from(personProfile)
        .where(and(lte(personProfile.importedAt, before), sql`not ${present}`))
        .orderBy(asc(personProfile.emailKey))
        .limit(limit);
      return rows.map((row) => ({ id: row.emailKey, digest: sha256Hex(JSON.stringify(row)) }));
    },
    deleteProfiles: (keys) => deleteProfiles(client, keys),
  };
}
