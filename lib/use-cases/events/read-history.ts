import type { Look } from "#lib/domain/detections/detection.ts";
import { isAsked } from "#lib/domain/detections/answer-looks.ts";
import { readSeenEvent } from "#lib/domain/detections/read-seen-event.ts";
import type { SeenEvent } from "#lib/domain/detections/seen-event.ts";
import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";

/** Of one person's events in one look, the newest so many. */
const lookLimit = 5_000;

/** An event with the record that it was read from. */
export interface KnownEvent {
  seen: SeenEvent;
  record: AccountEvent;
}

export interface History {
  /** What the looks ask for. */
  answer(looks: readonly Look[]): SeenEvent[];
  /** The record behind an event that was given to it or that it answered. */
  recordOf(event: SeenEvent): AccountEvent | null;
}

export function knowEvent(record: AccountEvent): KnownEvent {
  const { stream, uuid, at, body } = record;
  return { record, seen: readSeenEvent({ stream, uuid, at, body }) };
}

/**
 * Reads once what all these looks ask for: of the same person and stream they ask for much the same. `given`: events
 * that are known already, whether they are stored or not.
 */
export async function readHistory(
  services: Pick<Services, "stores">,
  looks: readonly Look[],
  given: readonly KnownEvent[],
  /** Another place to look as well. */
  alsoRead?: (look: Look) => Promise<KnownEvent[]>,
): Promise<History> {
  const known = new Map(given.map((event) => [keyOf(event.seen), event]));
  for (const look of mergeLooks(looks)) {
    const stored = (await readLook(services, look)).map(knowEvent);
    for (const event of [...stored, ...((await alsoRead?.(look)) ?? [])]) {
      if (!known.has(keyOf(event.seen))) known.set(keyOf(event.seen), event);
    }
  }
  const byParty = new Map<string, SeenEvent[]>();
  for (const { seen } of known.values()) {
    for (const word of new Set(wordsOf(seen))) {
      const list = byParty.get(word);
      if (list) list.push(seen);
      else byParty.set(word, [seen]);
    }
  }
  return {
    answer: (asked) => {
      const found = new Map<string, SeenEvent>();
      for (const look of asked) {
        for (const word of [look.who.id, look.who.email].filter((name) => name !== null)) {
          for (const event of byParty.get(word) ?? [])
            if (isAsked(event, look)) found.set(keyOf(event), event);
        }
      }
      return [...found.values()];
    },
    recordOf: (event) => known.get(keyOf(event))?.record ?? null,
  };
}

function readLook({ stores }: Pick<Services, "stores">, look: Look): Promise<AccountEvent[]> {
  const { stream, who, from, to } = look;
  // Who has no id can't be looked up by one. Real events have ids; old recordings of pipelines don't.
  if (who.id === null) return stores.events.between(stream, from, new Date(to.getTime() + 1));
  const as = look.as === "actor" ? "actor" : "subject";
  return stores.events.history({ stream, userId: who.id, as, from, to, limit: lookLimit });
}

/** One look for each person, stream and part, over the whole span. */
function mergeLooks(looks: readonly Look[]): Look[] {
  const merged = new Map<string, Look>();
  for (const look of looks) {
    const key = [look.stream, look.as, look.who.id ?? look.who.email].join(" ");
    const before = merged.get(key);
    merged.set(key, {
      ...look,
      from: before && before.from < look.from ? before.from : look.from,
      to: before && before.to > look.to ? before.to : look.to,
    });
  }
  return [...merged.values()];
}

function keyOf({ stream, uuid }: SeenEvent): string {
  return `${stream} ${uuid}`;
}

function wordsOf(event: SeenEvent): string[] {
  const parties = event.stream === "auditevents" ? [event.actor, event.object] : [event.user];
  return parties.flatMap(({ id, email }) => [id, email]).filter((word) => word !== null);
}
