import { kindOf } from "#lib/domain/kind-of.ts";
import { nobody, nothingSaid, Signal } from "#lib/domain/signal.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import { findPeople } from "./find-people.ts";
import { everywhere } from "./generic-places.ts";
import { readIp, readUrl } from "./read-address.ts";
import { readAttack } from "./read-attack.ts";
import type { EventContext } from "./read-event.ts";
import { readConfidence, readSeverity } from "./read-severity.ts";
import { readId } from "./read-id.ts";
import { parseTime } from "./read-time.ts";

/** More people than this in one event are a list for a person to read, not so many cases. */
const maxPeople = 50;

const paths = {
  rule: everywhere(["rule_id", "ruleId", "rule.id", "rule", "detection_id", "anomaly_type"]),
  title: everywhere(["title", "rule_name", "name", "displayName", "summary", "message"]),
  description: everywhere(["description", "reason", "summary", "message", "details"]),
  confidence: everywhere(["confidence", "confidence_score"]),
  time: everywhere([
    "time",
    "timestamp",
    "@timestamp",
    "created_at",
    "createdAt",
    "detection_timestamp",
    "event_time",
    "p_event_time",
    "date",
  ]),
  id: everywhere(["id", "uuid", "alert_id", "alertId", "event_id", "eventId"]),
  alertId: everywhere(["alert_id", "alertId"]),
  url: everywhere(["url", "link", "alert_url", "html_url"]),
  ip: everywhere([
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
  ]),
};

/** Reads an event of which nothing is known, by the names that senders commonly use. Every object is a signal. */
export function readGeneric(event: JsonObject, { source, receivedAt }: EventContext): Signal[] {
  const first = <T>(at: readonly string[], read: (value: unknown) => T | null): T | null =>
    findFirst(event, at, read)?.value ?? null;
  const short = (value: unknown) => cleanText(value, 300);

  const ruleId = first(paths.rule, short);
  const ruleInWords = ruleId === null ? null : cleanText(inWords(ruleId), 300);
  const title = first(paths.title, short) ?? ruleInWords ?? short(`Event from ${source}`) ?? "Event";
  const severity = readSeverity(event);
  const time = first(paths.time, (value) => parseTime(value, receivedAt));
  const nativeId = first(paths.id, readId);
  const people = findPeople(event);
  const list = people.length > maxPeople ? people : null;
  const signal: Signal = {
    ...nothingSaid,
    kind: kindOf({ ruleId, title }),
    format: "generic",
    nativeId,
    alertId: first(paths.alertId, readId) ?? nativeId,
    ruleId,
    title,
    severity: severity ?? "medium",
    severityAssumed: severity === null,
    confidence: first(paths.confidence, readConfidence),
    subject: nobody,
    time: time ?? receivedAt,
    timeAssumed: time === null,
    ip: first(paths.ip, readIp),
    attack: readAttack(event),
    url: first(paths.url, readUrl),
    description: list
      ? cleanText(
          `Names ${list.length} people: ${list.map((one) => one.email ?? one.onepasswordId).join(", ")}`,
          4_000,
        )
      : first(paths.description, (value) => (short(value) === title ? null : cleanText(value, 4_000))),
  };
  return (list ? [nobody] : people).map((subject) => Signal.parse({ ...signal, subject }));
}
