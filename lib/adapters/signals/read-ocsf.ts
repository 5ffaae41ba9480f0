import { lookUp } from "#lib/domain/look-up.ts";
import { type Severity, severityFromWord } from "#lib/domain/severity.ts";
import { nobody } from "#lib/domain/signal.ts";
import { cleanText } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { readCertainOnepasswordId } from "./onepassword-person.ts";
import { joinIds } from "./read-id.ts";
import { readConfidence, severityFromOcsf } from "./read-severity.ts";

/** Places of users in a finding; the first one that names anybody counts. */
const findingUsers = ["evidences.user", "evidences.actor.user", "user", "actor.user"];
/** 5 is an e-mail address, 4 a user name. */
const observableTypes = ["5", "4"];
const confidences: Readonly<Record<string, number>> = { 1: 25, 2: 50, 3: 75 };

/** Reads an OCSF event: findings (2004 and its kin), authentications (3002), and others by what they share. */
export function readOcsf(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const isFinding =
    /^2\d{3}$/.test(fields.text("class_uid") ?? "") || fields.objects("finding_info").length > 0;
  const common: Pick<Reading, "format" | "severity" | "times" | "description"> = {
    format: "ocsf",
    severity: severityOf(fields),
    times: fields.values("time", "finding_info.created_time", "time_dt"),
    description: describe(fields.text("finding_info.desc", "status_detail", "message")),
  };
  return isFinding ? { ...common, ...readFinding(fields) } : { ...common, ...readActivity(fields) };
}

type Own = Omit<Reading, "format" | "severity" | "times" | "description">;

function readFinding(fields: EventFields): Own {
  return {
    people: usersAt(fields, findingUsers) ?? observed(fields),
    nativeId: joinIds(
      ...[fields.id("finding_info.uid"), fields.id("metadata.uid")].filter((id) => id !== null),
      null,
    ),
    alertId: fields.id("finding_info.uid"),
    ruleId: fields.text("finding_info.analytic.uid", "finding_info.types"),
    title: fields.text("finding_info.title", "message"),
    confidence: confidenceOf(fields),
    ip: fields.ip("evidences.src_endpoint.ip", "src_endpoint.ip"),
    attack: fields
      .values(
        "finding_info.attacks.technique.uid",
        "finding_info.attacks.sub_technique.uid",
        "attacks.technique.uid",
        "attacks.sub_technique.uid",
      )
      .flatMap((value) => cleanText(value, 100) ?? []),
    url: fields.url("finding_info.src_url"),
    // `activity_id` 3 closes a finding.
    context: fields.values("is_alert").includes(false) || fields.text("activity_id") === "3",
  };
}

function readActivity(fields: EventFields): Own {
  const [kind, activity, status] = ["class_uid", "activity_id", "status_id"].map(
    (path) => fields.text(path) ?? "0",
  );
  return {
    people: usersAt(fields, ["user"]) ?? [],
    related: (usersAt(fields, ["actor.user"]) ?? []).slice(0, 1),
    nativeId: fields.id("metadata.uid"),
    ruleId: `ocsf.${kind}.${activity}.${status}`,
    title: fields.text("message", "type_name", "class_name"),
    ip: fields.ip("src_endpoint.ip"),
  };
}

function usersAt(fields: EventFields, paths: string[]): Person[] | null {
  for (const path of paths) {
    const users = fields.objects(path).flatMap(({ value, at }) => userOf(value, `${at}.`) ?? []);
    if (users.some((user) => user.onepasswordId !== null || user.email !== null)) return users;
  }
  return null;
}

/** `uid` may be anybody's id; 1Password's own is known by its form. */
function userOf(user: JsonObject, at: string): Person | null {
  const id = findFirst(user, ["uid"], readCertainOnepasswordId);
  const person = makePerson(user, { email: ["email_addr", "name", "uid"], name: ["full_name", "name"] }, at);
  if (!id) return person;
  return { ...(person ?? nobody), onepasswordId: id.value, foundAt: at + id.at };
}

function observed(fields: EventFields): Person[] {
  const observables = fields.objects("observables");
  return observableTypes.flatMap((type) =>
    observables
      .filter(({ value }) => fieldsOf(value).text("type_id") === type)
      .flatMap(({ value, at }) => makePerson(value, { email: ["value"] }, `${at}.`) ?? []),
  );
}

function severityOf(fields: EventFields): Severity | null {
  return severityFromOcsf(fields.text("severity_id")) ?? severityFromWord(fields.word("severity"));
}

function confidenceOf(fields: EventFields): number | null {
  return (
    readConfidence(fields.values("confidence_score")[0]) ??
    lookUp(confidences, fields.text("confidence_id") ?? "") ??
    null
  );
}
