import type { Dialect } from "#db/dialect.ts";

/** Who signs in and with what, and the keys of machines. */
export function definePeople({
  table,
  text,
  integer,
  instant,
  uniqueIndex,
  index,
  foreignKey,
  primaryKey,
}: Dialect) {
  const person = table("person", {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    /** Roles as of the last sign-in, parted by spaces. */
    roles: text().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant(),
    disabledAt: instant(),
    /** The person whom this account turned out to belong to, once two people confirmed it. */
    linkedToPersonId: text(),
    erasedAt: instant(),
  });

  const identity = table(
    "identity",
    {
      iss: text().notNull(),
      sub: text().notNull(),
      personId: text().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.iss, t.sub] }),
      foreignKey({ columns: [t.personId], foreignColumns: [person.id] }),
    ],
  );

  const session = table(
    "session",
    {
      tokenHash: text().primaryKey(),
      personId: text().notNull(),
      iss: text().notNull(),
      sub: text().notNull(),
      roles: text().notNull(),
      amr: text().notNull(),
      authTime: instant().notNull(),
      createdAt: instant().notNull(),
      lastSeenAt: instant().notNull(),
      endedAt: instant(),
      endedReason: text(),
      idTokenHint: text(),
    },
    (t) => [
      foreignKey({ columns: [t.personId], foreignColumns: [person.id] }),
      index("session_person").on(t.personId),
    ],
  );

  const apiKey = table(
    "api_key",
    {
      id: text().primaryKey(),
      name: text().notNull(),
      tokenHash: text().notNull(),
      scopes: text().notNull(),
      /** Team that answers for what is done with it; empty for keys from before anybody was asked. */
      owner: text().notNull().default(""),
      purpose: text().notNull().default(""),
      /** Whether an AI agent holds it: then its proposals say so. */
      heldByAgent: integer().notNull().default(0),
      createdAt: instant().notNull(),
      expiresAt: instant(),
      lastUsedAt: instant(),
      revokedAt: instant(),
    },
    (t) => [uniqueIndex("api_key_token").on(t.tokenHash)],
  );

  return { person, identity, session, apiKey };
}
