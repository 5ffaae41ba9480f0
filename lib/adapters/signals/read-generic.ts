import { cleanText } from "./clean-text.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import { findPeople } from "./find-people.ts";
import type { Reading } from "./finish-reading.ts";
import { everywhere, pathsIn, type PlacedPaths } from "./generic-places.ts";
import { readIp, readUrl } from "./read-address.ts";
import { readAttack } from "./read-attack.ts";
import { fieldsOf } from "./event-fields.ts";
import { readId } from "./read-id.ts";
import { readConfidence, readSeverity } from "./read-severity.ts";

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
export function readGeneric(event: JsonObject): Reading {
  const first = <T>(at: PlacedPaths, read: (value: unknown) => T | null): T | null =>
    findFirst(event, pathsIn(event, at), read)?.value ?? null;
  const short = (value: unknown) => cleanText(value, 300);
  const title = first(paths.title, short);
  return {
    format: "generic",
    people: findPeople(event),
    nativeId: first(paths.id, readId),
    alertId: first(paths.alertId, readId),
    ruleId: first(paths.rule, short),
    title,
    severity: readSeverity(event),
    confidence: first(paths.confidence, readConfidence),
    times: fieldsOf(event).values(...pathsIn(event, paths.time)),
    ip: first(paths.ip, readIp),
    attack: readAttack(event),
    url: first(paths.url, readUrl),
    description: first(paths.description, (value) =>
      short(value) === title ? null : cleanText(value, 4_000),
    ),
  };
}
