import { and, eq, inArray, isNotNull, like, or, sql } from "drizzle-orm";
import { erasedWord } from "#lib/domain/erased-word.ts";
import { openStatuses } from "#lib/domain/request.ts";
import type { PersonalDataStore } from "#lib/ports/personal-data-store.ts";
import type { Client } from "#db/client.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { erasedIdentity } from "./erased-identity.ts";
import { anywhere, destroyKeys } from "./erasing.ts";

type ErasedPersons = Pick<PersonalDataStore, "personObstacles" | "personScope" | "erasePerson">;

/** Blanks what is readable about former members of the team. Which column becomes what: decision 16. */
export function createErasedPersons(client: Client, dataKey: Uint8Array): ErasedPersons {
  const { db, schema } = client;
  const { person, identity, session, personLink, freezeLift, notice, idempotency, request, vote } = schema;
  const { holderKey, erasure, trust } = schema;
  const involves = (ids: string[]) =>
    or(inArray(personLink.personId, ids), inArray(personLink.otherPersonId, ids));
  // What others were told names whoever did it.
  const tellsOf = (ids: string[], names: string[]) =>
    or(
      inArray(notice.personId, ids),
      ...names.map((name) => sql`${notice.text} like ${anywhere(name)} escape '\\'`),
    );

  return {
    personObstacles: async (ids) => {
      const rows = await db
        .selectDistinct({ key: request.key })
        .from(request)
        .leftJoin(vote, eq(vote.requestId, request.id))
        .where(
          and(
            inArray(request.status, [...openStatuses, "proposed"]),
            or(inArray(request.requesterPersonId, ids), inArray(vote.personId, ids)),
          ),
        );
      return { openRequests: rows.map(({ key }) => key) };
    },
    personScope: async (ids, names) => {
      const holders = ids.map((id) => `person:${id}`);
      const [sessions, identities, notices, links, keys] = await Promise.all([
        db
          .select({ count: sql<number>`count(*)` })
          .from(session)
          .where(inArray(session.personId, ids)),
        db
          .select({ count: sql<number>`count(*)` })
          .from(identity)
          .where(inArray(identity.personId, ids)),
        db
          .select({ count: sql<number>`count(*)` })
          .from(notice)
          .where(tellsOf(ids, names)),
        db
          .select({ count: sql<number>`count(*)` })
          .from(personLink)
          .where(involves(ids)),
        db
          .select({ kid: holderKey.kid, holder: holderKey.holder })
          .from(holderKey)
          .where(inArray(holderKey.holder, holders)),
      ]);
      const number = (rows: { count: number }[]) => Number(rows[0]?.count ?? 0);
      return {
        sessions: number(sessions),
        identities: number(identities),
        notices: number(notices),
        links: number(links),
        keys,
        hashes: (await db.select().from(identity).where(inArray(identity.personId, ids))).map((row) => ({
          ...row,
          erased: row.sub.startsWith("erased:") ? row.sub : erasedIdentity(dataKey, row),
        })),
      };
    },
    erasePerson: ({ accountIds, names, scope, at }) => [
      // Whoever is not disabled (any more) stays.
      ...accountIds.map((id) =>
        guarded("person", (tx) =>
          tx
            .update(person)
            .set({ name: erasedWord, email: "", roles: "", erasedAt: at })
            .where(and(eq(person.id, id), isNotNull(person.disabledAt))),
        ),
      ),
      ...destroyKeys(client, scope.keys, at),
      ...scope.hashes.map(({ iss, sub, erased }) =>
        guarded("identity", (tx) =>
          tx
            .update(identity)
            .set({ sub: erased })
            .where(and(eq(identity.iss, iss), eq(identity.sub, sub))),
        ),
      ),
      unguarded((tx) => tx.delete(session).where(inArray(session.personId, accountIds))),
      unguarded((tx) => tx.delete(notice).where(tellsOf(accountIds, names))),
      unguarded((tx) =>
        tx.delete(idempotency).where(or(...accountIds.map((id) => like(idempotency.scope, `%:${id}`)))),
      ),
      unguarded((tx) => tx.update(personLink).set({ reason: erasedWord }).where(involves(accountIds))),
      unguarded((tx) =>
        tx.update(freezeLift).set({ reason: erasedWord }).where(inArray(freezeLift.personId, accountIds)),
      ),
      unguarded((tx) =>
        tx.update(trust).set({ reason: erasedWord }).where(inArray(trust.askedByPersonId, accountIds)),
      ),
      unguarded((tx) =>
        tx
          .update(erasure)
          .set({ reason: erasedWord })
          .where(and(eq(erasure.kind, "person"), inArray(erasure.subjectRef, accountIds))),
      ),
    ],
  };
}
