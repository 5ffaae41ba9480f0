import type { Dialect } from "#db/dialect.ts";

/** Streams of security event tokens. Nothing in it is secret: what proves a token are the transmitter's public keys. */
export function defineSsf({ table, text, integer, instant }: Dialect) {
  const ssfStream = table("ssf_stream", {
    /** A source has one stream at most, under its own name. */
    source: text().primaryKey(),
    issuer: text().notNull(),
    audience: text().notNull(),
    jwksUrl: text().notNull(),
    /** The host of the keys was allowed by name to lie in a private network. */
    privateHost: integer().notNull().default(0),
    /** How `sub` of an `iss_sub` subject is read. */
    subjectIs: text().notNull(),
    setByPersonId: text().notNull(),
    setAt: instant().notNull(),
    /** Null while the stream is taken. */
    removedAt: instant(),
    lastSetAt: instant(),
    lastVerificationAt: instant(),
    version: integer().notNull().default(1),
  });

  return { ssfStream };
}
