import type { Signal } from "#lib/domain/signal.ts";
import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import { type EventFormat } from "./detect-format.ts";
import type { JsonObject } from "./find-field.ts";
import { finishReading, type Reading } from "./finish-reading.ts";
import { foundWithin } from "./make-person.ts";
import { readCaep } from "./read-caep.ts";
import { readDefender } from "./read-defender.ts";
import { readDuoAdministrator, readDuoAuthentication } from "./read-duo.ts";
import { readElastic } from "./read-elastic.ts";
import { readEntra } from "./read-entra.ts";
import { readMapped } from "./read-mapped.ts";
import { readGeneric } from "./read-generic.ts";
import { contentHash } from "./read-id.ts";
import { readOcsf } from "./read-ocsf.ts";
import { readOkta } from "./read-okta.ts";
import { readOnepasswordAudit } from "./read-onepassword-audit.ts";
import { readOnepasswordItem } from "./read-onepassword-item.ts";
import { readOnepasswordSignin } from "./read-onepassword-signin.ts";
import { readPanther } from "./read-panther.ts";
import { readPush } from "./read-push.ts";
import { readSentinel } from "./read-sentinel.ts";
import { type InnerEvent, unwrapEvent } from "./unwrap-event.ts";

/** What a reader may know besides the event. */
export interface EventContext {
  /** Name of the source, for a title where the event has none. */
  source: string;
  preset: string;
  receivedAt: Date;
  /** Of the delivery, where it carried this event alone: CloudEvents in binary mode stand there. */
  headers?: { get(name: string): string | null };
  /** Where this source's events keep what. */
  mapping?: SourceMapping | null;
  /** How `sub` of a security event token's subject is read; told by its looks where nobody said. */
  subjectForm?: SubjectForm | null;
}

type Said = Pick<EventContext, "subjectForm">;

const readers: Readonly<Record<EventFormat, (event: JsonObject, said: Said) => Reading>> = {
  ocsf: readOcsf,
  elastic: (event) => readElastic(event, readInner),
  panther: (event) => readPanther(event, readInner),
  sentinel: readSentinel,
  defender: readDefender,
  entra: readEntra,
  okta: readOkta,
  "onepassword.signin": readOnepasswordSignin,
  "onepassword.audit": readOnepasswordAudit,
  "onepassword.item_usage": readOnepasswordItem,
  push: readPush,
  duo: readDuoAuthentication,
  "duo.admin": readDuoAdministrator,
  caep: (event, { subjectForm }) => readCaep(event, subjectForm ?? null),
};

/**
 * An event as signals: one for each person whom it names, one without a subject where it names nobody; an envelope
 * gives those of every event in it. Never throws and never gives none, whatever the event holds.
 */
export function readEvent(event: JsonObject, context: EventContext): Signal[] {
  const { mapping, ...unmapped } = context;
  if (mapping) return readMapped(event, readEvent(event, unmapped), { ...unmapped, mapping });
  const inner = unwrapEvent(fromHeaders(event, context), context.preset);
  return inner.flatMap((one) => {
    const reading = readAs(one, context);
    const signals = finishReading(reading, one.envelope, context);
    if (inner.length === 1) return signals;
    // Without an id the content tells an event; here that isn't the content of the whole delivery.
    const hash = `sha256:${contentHash(one.event)}`;
    return signals.map((signal) =>
      signal.nativeId === null && !signal.timeAssumed ? { ...signal, nativeId: hash } : signal,
    );
  });
}

function readAs({ event, format, envelope }: InnerEvent, said: Said = {}): Reading {
  if (format !== null) return readers[format](event, said);
  const reading = readGeneric(event);
  return envelope.isCloudEvent ? { ...reading, format: "cloudevents", nativeId: envelope.id } : reading;
}

/** The event within an alert, or events, by their own format where that is known. */
function readInner(event: JsonObject): Reading {
  const inner = unwrapEvent(event, "auto").map((one) => ({ reading: readAs(one), at: one.envelope.at }));
  return {
    ...(inner[0]?.reading ?? readGeneric(event)),
    people: inner.flatMap(({ reading, at }) => reading.people.map((one) => foundWithin(at, one))),
    related: inner.flatMap(({ reading }) => reading.related ?? []),
  };
}

/** CloudEvents in binary mode: the attributes are headers, and the body is the data. */
function fromHeaders(event: JsonObject, { headers }: EventContext): JsonObject {
  const attribute = (name: string) => headers?.get(`ce-${name}`) ?? null;
  if (attribute("specversion") === null) return event;
  const names = ["specversion", "id", "source", "type", "time", "subject"];
  return {
    ...Object.fromEntries(names.map((name) => [name, attribute(name)])),
    data: event,
  };
}
