import { severityFromWord } from "#lib/domain/severity.ts";
import { cleanText } from "./clean-text.ts";
import { type EventFields, fieldsOf } from "./event-fields.ts";
import { findAll, type JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { foundWithin, hasKey, makePerson, type Person } from "./make-person.ts";
import { asObject } from "./parse-json-text.ts";
import { readEmail } from "./read-email.ts";
import { severityFromScore } from "./read-severity.ts";

/** Elastic's name of a field, with the one that it had before 8.0. */
function alert(name: string): [string, string] {
  return [`kibana.alert.${name}`, `signal.${name}`];
}

const userPlaces = ["user.email", "user.target.email", "user.name", "user.id"];

/**
 * Reads an alert of Elastic Security, flattened or nested; values may be lists. Who made or changed the rule and to
 * whom the alert was given are analysts and are looked at nowhere.
 */
export function readElastic(event: JsonObject, readInner: (inner: JsonObject) => Reading): Reading {
  const fields = fieldsOf(event);
  const own = usersOf(fields);
  const inner = own.some((one) => one !== null && hasKey(one)) ? null : innerOf(event, readInner);
  return {
    format: "elastic",
    people: inner && inner.people.length > 0 ? inner.people : own,
    related: inner?.related ?? [],
    nativeId: fields.id("kibana.alert.uuid", "_id", "signal.id"),
    ruleId: fields.text(...alert("rule.rule_id"), ...alert("rule.uuid"), ...alert("rule.id")),
    title: fields.text(...alert("rule.name"), ...alert("reason")),
    severity:
      severityFromWord(fields.word(...alert("severity"), ...alert("rule.severity"))) ??
      severityFromScore(fields.values(...alert("risk_score"), ...alert("rule.risk_score"))[0]),
    times: fields.values(...alert("original_time"), "@timestamp"),
    ip: fields.ip("source.ip"),
    attack: [
      ...alert("rule.threat.technique.id"),
      ...alert("rule.threat.technique.subtechnique.id"),
      ...alert("rule.parameters.threat.technique.id"),
    ].flatMap((path) => fields.values(path).flatMap((value) => cleanText(value, 100) ?? [])),
    url: fields.url("kibana.alert.url"),
    description: cleanText(fields.values(...alert("reason"), ...alert("rule.description"))[0], 4_000),
    context:
      ["closed"].includes(fields.word("kibana.alert.workflow_status", "signal.status")) ||
      fields.text("kibana.alert.building_block_type") !== null,
  };
}

function usersOf(fields: EventFields): (Person | null)[] {
  for (const path of userPlaces) {
    const users = fields
      .values(path)
      .map(readEmail)
      .flatMap((email) => (email === null ? [] : [{ [path]: email }]))
      .map((user) => makePerson(user, { email: [path] }));
    if (users.length > 0) return users;
  }
  // One name may be the user's; of several nobody knows which.
  const others = new Set(fields.values("related.user").flatMap((value) => readEmail(value) ?? []));
  if (others.size === 1) return [makePerson(fields.event, { email: ["related.user"] })];
  return [makePerson(fields.event, { email: ["user.name"], name: ["user.full_name"] })];
}

/** The event that raised the alert, where it came along as text: its own format says best whom it is about. */
function innerOf(event: JsonObject, readInner: (inner: JsonObject) => Reading): Reading | null {
  for (const path of ["event.original", "message"]) {
    const content = asObject(findAll(event, path)[0]?.value);
    if (!content) continue;
    const reading = readInner(content);
    return { ...reading, people: reading.people.map((one) => foundWithin(`${path}.`, one)) };
  }
  return null;
}
