import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { EventStream, EventsMode, EventsToken } from "#lib/domain/account-event.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { AccountEvent, EventCursor, EventStore } from "#lib/ports/event-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { parts } from "./erasing.ts";
import { readHistory } from "./event-history.ts";
import { toEvent } from "./event-row.ts";
import { createOutsideChanges } from "./outside-changes.ts";

export function createEventStore(client: Client): EventStore {
  const { db, schema } = client;
  const { accountEvent, eventCursor, legalHold } = schema;
  const oldestFirst = [asc(accountEvent.at), asc(accountEvent.stream), asc(accountEvent.uuid)] as const;

  /** One statement for each stream and each bounded part of the uuids. */
  const each = (
    events: readonly { stream: EventStream; uuid: string }[],
    make: (which: ReturnType<typeof and>) => Statement,
  ): Statement[] =>
    EventStream.options.flatMap((stream) =>
      parts(events.filter((event) => event.stream === stream).map(({ uuid }) => uuid)).map((uuids) =>
        make(and(eq(accountEvent.stream, stream), inArray(accountEvent.uuid, uuids))),
      ),
    );

  return {
    cursors: async () => {
      const rows = await db.select().from(eventCursor).orderBy(asc(eventCursor.stream));
      return rows.map(toCursor);
    },
    cursor: async (stream) => {
      const rows = await db.select().from(eventCursor).where(eq(eventCursor.stream, stream)).limit(1);
      return rows[0] ? toCursor(rows[0]) : null;
    },
    insertCursor: (cursor) =>
      guarded("event cursor", (tx) => tx.insert(eventCursor).values(fromCursor(cursor))),
    updateCursor: (before, after) =>
      guarded("event cursor", (tx) =>
        tx
          .update(eventCursor)
          .set({ ...fromCursor(after), version: before.version + 1 })
          .where(and(eq(eventCursor.stream, before.stream), eq(eventCursor.version, before.version))),
      ),
    insert: (events) =>
      parts(events, 50).map((some) =>
        unguarded((tx) =>
          tx
            .insert(accountEvent)
            .values(
              some.map((event) => ({
                ...event,
                actorId: actorOf(event),
                body: JSON.stringify(event.body),
                baseline: event.baseline ? 1 : 0,
                pending: event.baseline ? 0 : 1,
              })),
            )
            .onConflictDoNothing(),
        ),
      ),
    pending: async (limit) => {
      const rows = await db
        .select()
        .from(accountEvent)
        .where(eq(accountEvent.pending, 1))
        .orderBy(...oldestFirst)
        .limit(limit);
      return rows.map(toEvent);
    },
    markHandled: (events) =>
      each(events, (which) => unguarded((tx) => tx.update(accountEvent).set({ pending: 0 }).where(which))),
    ofUser: async (userId, since) => {
      const rows = await db
        .select()
        .from(accountEvent)
        .where(and(eq(accountEvent.userId, userId), gte(accountEvent.at, since)))
        .orderBy(...oldestFirst);
      return rows.map(toEvent);
    },
    between: async (stream, since, until) => {
      const rows = await db
        .select()
        .from(accountEvent)
        .where(and(eq(accountEvent.stream, stream), gte(accountEvent.at, since), lt(accountEvent.at, until)))
        .orderBy(...oldestFirst);
      return rows.map(toEvent);
    },
    history: (look) => readHistory(client, look),
    ...createOutsideChanges(client),
    due: async (before, limit) => {
      const held = sql`exists (select 1 from ${legalHold} where ${legalHold.subjectId} = ${accountEvent.userId} and ${legalHold.endedAt} is null)`;
      const rows = await db
        .select({ stream: accountEvent.stream, uuid: accountEvent.uuid, body: accountEvent.body })
        .from(accountEvent)
        .where(and(lt(accountEvent.at, before), sql`not ${held}`))
        .orderBy(...oldestFirst)
        .limit(limit);
      return rows.map(({ stream, uuid, body }) => ({
        stream: EventStream.parse(stream),
        uuid,
        digest: sha256Hex(new TextEncoder().encode(body)),
      }));
    },
    delete: (events) => each(events, (which) => unguarded((tx) => tx.delete(accountEvent).where(which))),
  };
}

type CursorRow = Client["schema"]["eventCursor"]["$inferSelect"];

function actorOf({ stream, body }: AccountEvent): string | null {
  const id = stream === "auditevents" ? body["actor_uuid"] : null;
  return typeof id === "string" && id !== "" ? id : null;
}

function toCursor(row: CursorRow): EventCursor {
  return {
    ...row,
    stream: EventStream.parse(row.stream),
    mode: EventsMode.parse(row.mode),
    token: row.token === null ? null : EventsToken.parse(JSON.parse(row.token)),
  };
}

function fromCursor(cursor: EventCursor): CursorRow {
  return { ...cursor, token: cursor.token === null ? null : JSON.stringify(cursor.token) };
}
