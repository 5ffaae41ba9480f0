import { kindOf } from "#lib/domain/kind-of.ts";
import type { Severity } from "#lib/domain/severity.ts";
import { nobody, nothingSaid, Signal } from "#lib/domain/signal.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { callPerson, hasKey, keyOf, type Person } from "./make-person.ts";
import type { EventContext } from "./read-event.ts";
import { parseTime } from "./read-time.ts";
import type { Envelope } from "./unwrap-event.ts";

/** What a reader found in an event. Whatever it leaves out wasn't said. */
export interface Reading {
  format: Signal["format"];
  /** Everybody whom it is about, the likeliest first. */
  people: readonly (Person | null)[];
  /** Others whom the event names: who acted, on whom. */
  related?: readonly (Person | string | null)[];
  nativeId: string | null;
  revision?: string | null;
  alertId?: string | null;
  ruleId: string | null;
  title: string | null;
  severity: Severity | null;
  confidence?: number | null;
  /** Candidates; the first that says a usable time counts. */
  times: readonly unknown[];
  ip?: string | null;
  attack?: readonly string[];
  url?: string | null;
  description?: string | null;
  context?: boolean;
}

/** More people than this in one event are a list for a person to read, not so many cases. */
const maxPeople = 50;

/**
 * Makes signals of a reading: one for each person with a key, one without a subject where there is none. What the
 * event doesn't say itself is taken from the envelope in which it came.
 */
export function finishReading(reading: Reading, envelope: Envelope, context: EventContext): Signal[] {
  const people = distinct(reading.people);
  const keyed = people.filter(hasKey);
  const list = keyed.length > maxPeople ? keyed : null;
  const subjects = list
    ? [nobody]
    : keyed.length > 0
      ? keyed
      : [envelope.subject ? nobody : (people[0] ?? nobody)];
  const ruleId = cleanText(envelope.detection ?? reading.ruleId ?? envelope.ruleId, 300);
  const title =
    cleanText(envelope.detection ?? reading.title, 300) ??
    (ruleId === null ? null : cleanText(inWords(ruleId), 300)) ??
    cleanText(`Event from ${context.source}`, 300) ??
    "Event";
  const nativeId = reading.nativeId ?? envelope.id;
  const base = {
    ...nothingSaid,
    format: reading.format,
    nativeId,
    revision: cleanText(reading.revision ?? null, 300),
    alertId: reading.alertId ?? nativeId,
    ruleId,
    title,
    kind: kindOf({ ruleId, title }),
    context: reading.context ?? false,
    severity: reading.severity ?? "medium",
    severityAssumed: reading.severity === null,
    confidence: reading.confidence ?? null,
    ...tellTime([...reading.times, envelope.time], context.receivedAt),
    ip: reading.ip ?? null,
    attack: [...new Set(reading.attack ?? [])].slice(0, 50).map((id) => id.slice(0, 100)),
    url: reading.url ?? envelope.url,
    description: list
      ? cleanText(`Names ${list.length} people: ${list.map(callPerson).join(", ")}`, 4_000)
      : cleanText(reading.description ?? null, 4_000),
  } satisfies Omit<Signal, "subject">;
  return subjects.map((subject) =>
    Signal.parse({
      ...base,
      subject:
        keyed.length === 0 && envelope.subject
          ? { ...subject, email: envelope.subject.email, foundAt: cleanText(envelope.subject.at, 300) }
          : {
              ...subject,
              foundAt: subject.foundAt === null ? null : cleanText(envelope.at + subject.foundAt, 300),
            },
      related: relatedTo(subject, [...(reading.related ?? []), ...(list ? [] : keyed)]),
    }),
  );
}

function distinct(people: readonly (Person | null)[]): Person[] {
  const found = people.filter((person) => person !== null);
  return [...new Map(found.map((person) => [keyOf(person) ?? person, person])).values()];
}

function relatedTo(subject: Person, others: readonly (Person | string | null)[]): string[] {
  const names = others.map((other) => (typeof other === "object" ? callPerson(other) : other));
  const clean = names.map((name) => cleanText(name, 320)).filter((name) => name !== null);
  return [...new Set(clean)].filter((name) => name !== callPerson(subject)).slice(0, 20);
}

function tellTime(
  candidates: readonly unknown[],
  receivedAt: Date,
): Pick<Signal, "time" | "timeText" | "timeAssumed"> {
  for (const candidate of candidates) {
    const time = parseTime(candidate, receivedAt);
    if (time) return { time, timeText: cleanText(candidate, 100), timeAssumed: false };
  }
  const said = candidates.map((candidate) => cleanText(candidate, 100)).find((text) => text !== null);
  return { time: receivedAt, timeText: said ?? null, timeAssumed: true };
}
