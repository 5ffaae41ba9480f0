import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Person } from "#lib/domain/person.ts";
import { Role } from "#lib/domain/roles.ts";
import type { KeyRecord, SessionRecord } from "#lib/ports/records.ts";
import type { ApiKeyStore, PersonStore, SessionStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { keepQuery } from "#db/keep-query.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import { erasedIdentity } from "./erased-identity.ts";

export function createPersonStore(client: Client, dataKey: Uint8Array): PersonStore {
  const { db, schema } = client;
  const { person, identity } = schema;
  const byId = keepQuery(() =>
    db
      .select()
      .from(person)
      .where(eq(person.id, sql.placeholder("id")))
      .limit(1),
  );
  const everybody = keepQuery(() => db.select().from(person).orderBy(asc(person.name)));
  return {
    byId: async (id) => {
      const [row] = await byId({ id });
      return row ? toPerson(row) : null;
    },
    byIdentity: async (iss, sub) => {
      const rows = await db
        .select({ person })
        .from(identity)
        .innerJoin(person, eq(person.id, identity.personId))
        .where(
          and(eq(identity.iss, iss), inArray(identity.sub, [sub, erasedIdentity(dataKey, { iss, sub })])),
        )
        .limit(1);
      return rows[0] ? toPerson(rows[0].person) : null;
    },
    members: async () => (await everybody({})).map(toPerson),
    names: async (ids) => {
      const rows = await db
        .select({ id: person.id, name: person.name })
        .from(person)
        .where(inArray(person.id, ["", ...new Set(ids)]));
      return new Map(rows.map((row) => [row.id, row.name]));
    },
    insert: (record, { iss, sub }) => [
      guarded("person", (tx) => tx.insert(person).values(fromPerson(record))),
      guarded("identity", (tx) => tx.insert(identity).values({ iss, sub, personId: record.id })),
    ],
    update: (record) =>
      guarded("person", (tx) => tx.update(person).set(fromPerson(record)).where(eq(person.id, record.id))),
  };
}

export function createSessionStore(client: Client): SessionStore {
  const { db, schema } = client;
  const { session } = schema;
  const byHash = keepQuery(() =>
    db
      .select()
      .from(session)
      .where(eq(session.tokenHash, sql.placeholder("hash")))
      .limit(1),
  );
  return {
    byTokenHash: async (tokenHash) => {
      const [row] = await byHash({ hash: tokenHash });
      if (!row) return null;
      const { endedReason: _reason, ...rest } = row;
      return { ...rest, roles: toRoles(row.roles), amr: words(row.amr) };
    },
    insert: (record) => guarded("session", (tx) => tx.insert(session).values(fromSession(record))),
    touch: (tokenHash, at) =>
      commit(client, [
        unguarded((tx) => tx.update(session).set({ lastSeenAt: at }).where(eq(session.tokenHash, tokenHash))),
      ]),
    end: (tokenHash, at, reason) =>
      unguarded((tx) =>
        tx.update(session).set({ endedAt: at, endedReason: reason }).where(eq(session.tokenHash, tokenHash)),
      ),
  };
}

export function createApiKeyStore(client: Client): ApiKeyStore {
  const { db, schema } = client;
  const { apiKey } = schema;
  return {
    byTokenHash: async (tokenHash) => {
      const rows = await db.select().from(apiKey).where(eq(apiKey.tokenHash, tokenHash)).limit(1);
      return rows[0] ? toKey(rows[0]) : null;
    },
    byId: async (id) => {
      const rows = await db.select().from(apiKey).where(eq(apiKey.id, id)).limit(1);
      return rows[0] ? toKey(rows[0]) : null;
    },
    all: async () => (await db.select().from(apiKey).orderBy(asc(apiKey.name), asc(apiKey.id))).map(toKey),
    insert: (record, tokenHash) =>
      guarded("key", (tx) =>
        tx.insert(apiKey).values({
          ...record,
          tokenHash,
          scopes: record.scopes.join(" "),
          heldByAgent: record.heldByAgent ? 1 : 0,
        }),
      ),
    revoke: (id, at) =>
      guarded("key", (tx) =>
        tx
          .update(apiKey)
          .set({ revokedAt: at })
          .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt))),
      ),
    touch: (id, at) =>
      commit(client, [unguarded((tx) => tx.update(apiKey).set({ lastUsedAt: at }).where(eq(apiKey.id, id)))]),
  };
}

const words = (text: string) => (text === "" ? [] : text.split(" "));
const toRoles = (text: string) => words(text).map((role) => Role.parse(role));

function toPerson({ erasedAt: _erasedAt, ...row }: Client["schema"]["person"]["$inferSelect"]): Person {
  return { ...row, roles: toRoles(row.roles) };
}

function fromPerson(record: Person): Client["schema"]["person"]["$inferInsert"] {
  return { ...record, roles: record.roles.join(" ") };
}

function fromSession(record: SessionRecord): Client["schema"]["session"]["$inferInsert"] {
  return { ...record, roles: record.roles.join(" "), amr: record.amr.join(" ") };
}

function toKey(row: Client["schema"]["apiKey"]["$inferSelect"]): KeyRecord {
  const { tokenHash: _hash, ...rest } = row;
  return { ...rest, scopes: words(row.scopes), heldByAgent: row.heldByAgent === 1 };
}
