import { EventStream } from "#lib/domain/account-event.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Client } from "#db/client.ts";

type EventRow = Client["schema"]["accountEvent"]["$inferSelect"];

export function toEvent({ pending: _pending, actorId: _actorId, ...row }: EventRow): AccountEvent {
  return {
    ...row,
    stream: EventStream.parse(row.stream),
    body: JSON.parse(row.body) as JsonObject,
    baseline: row.baseline === 1,
  };
}
