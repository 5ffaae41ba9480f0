import { Signal } from "#lib/domain/signal.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { findFirst, isObject, type JsonObject, memberOf } from "./find-field.ts";
import { findPeople, nobody } from "./find-people.ts";
import { readIp, readUrl } from "./read-address.ts";
import { readAttack } from "./read-attack.ts";
import type { EventContext } from "./read-event.ts";
import { readConfidence, readSeverity } from "./read-severity.ts";
import { parseTime } from "./read-time.ts";

/** Envelopes of unknown senders: what isn't found at the top is looked for in these, in this order. */
const inner = ["data", "event", "details", "context", "alertContext", "entity", "fields"];

/** More people than this in one event are a list for a person to read, not so many cases. */
const maxPeople = 50;

/** Reads an event of which nothing is known, by the names that senders commonly use. Every object is a signal. */
export function readGeneric(event: JsonObject, { source, receivedAt }: EventContext): Signal[] {
  const places = [event, ...inner.map((name) => memberOf(event, name)?.value).filter(isObject)];
  const first = <T>(paths: readonly string[], read: (value: unknown) => T | null): T | null => {
    for (const place of places) {
      const hit = findFirst(place, paths, read);
      if (hit) return hit.value;
    }
    return null;
  };
  const short = (value: unknown) => cleanText(value, 300);

  const ruleId = first(["rule_id", "ruleId", "rule.id", "rule", "detection_id", "anomaly_type"], short);
  const title =
    first(["title", "rule_name", "name", "displayName", "summary", "message"], short) ??
    (ruleId === null ? null : cleanText(inWords(ruleId), 300)) ??
    `Event from ${source}`;
  const severity = firstOf(places, readSeverity);
  const time = first(timePaths, (value) => parseTime(value, receivedAt));
  const nativeId = first(["id", "uuid", "alert_id", "event_id", "alertId", "eventId"], short);
  const people = findPeople(places);
  const isList = people.length > maxPeople;
  const signal: Signal = {
    format: "generic",
    nativeId,
    alertId: first(["alertId", "alert_id"], short) ?? nativeId,
    ruleId,
    title,
    severity: severity ?? "medium",
    severityAssumed: severity === null,
    confidence: first(["confidence", "confidence_score"], readConfidence),
    subject: nobody,
    time: time ?? receivedAt,
    timeAssumed: time === null,
    ip: first(ipPaths, readIp),
    attack: firstOf(places, (place) => nonEmpty(readAttack(place))) ?? [],
    url: first(["url", "link", "alert_url", "html_url"], readUrl),
    description: isList
      ? cleanText(`Names ${people.length} people: ${people.map((person) => person.email).join(", ")}`, 4_000)
      : first(["description", "reason", "summary", "message", "details"], (value) => cleanText(value, 4_000)),
  };
  return (isList ? [nobody] : people).map((subject) => Signal.parse({ ...signal, subject }));
}

const timePaths = [
  "time",
  "timestamp",
  "@timestamp",
  "created_at",
  "createdAt",
  "detection_timestamp",
  "event_time",
  "p_event_time",
  "date",
];

const ipPaths = [
  "ip",
  "ip_address",
  "ipAddress",
  "source_ip",
  "sourceIp",
  "src_ip",
  "client_ip",
  "client.ip_address",
  "client.ipAddress",
  "client.ip",
  "source.ip",
  "src_endpoint.ip",
];

function firstOf<T>(places: readonly JsonObject[], read: (place: JsonObject) => T | null): T | null {
  for (const place of places) {
    const value = read(place);
    if (value !== null) return value;
  }
  return null;
}

function nonEmpty<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}
