import { type Severity, severityFromWord, worseSeverity } from "#lib/domain/severity.ts";
import { inWords } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import { type JsonObject, memberOf } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { foundWithin, makePerson, type Person } from "./make-person.ts";
import { asObject } from "./parse-json-text.ts";
import { techniquesIn } from "./read-attack.ts";
import { joinIds } from "./read-id.ts";
import { readConfidence } from "./read-severity.ts";

/** What kind of Entra's records it is, told by what it holds: `category` has other names in every pipeline. */
type EntraForm = "risk_detection" | "risky_user" | "sign_in" | "directory_audit";

const marks: readonly (readonly [form: EntraForm, ...keys: string[]])[] = [
  ["risk_detection", "riskEventType"],
  ["risky_user", "riskLastUpdatedDateTime"],
  ["sign_in", "createdDateTime", "appId"],
  ["directory_audit", "initiatedBy", "targetResources"],
];

/** Azure puts the record under `properties`; Graph sends it flat. */
export function entraRecord(event: JsonObject): JsonObject {
  const wrapped = memberOf(event, "operationName") ? asObject(memberOf(event, "properties")?.value) : null;
  return wrapped ?? event;
}

export function entraForm(event: JsonObject): EntraForm | null {
  const record = entraRecord(event);
  if (record !== event && !memberOf(event, "tenantId") && !memberOf(event, "resourceId")) return null;
  return marks.find(([, ...keys]) => keys.every((key) => memberOf(record, key) !== null))?.[0] ?? null;
}

const readers: Readonly<Record<EntraForm, (fields: EventFields) => Reading>> = {
  risk_detection: readRiskDetection,
  risky_user: readRiskyUser,
  sign_in: readSignIn,
  directory_audit: readDirectoryAudit,
};

/** Reads what Microsoft Entra tells: risk detections, risky users, sign-ins and directory audits. */
export function readEntra(event: JsonObject): Reading {
  const record = entraRecord(event);
  const reading = readers[entraForm(event) ?? "sign_in"](fieldsOf(record));
  const prefix = record === event ? "" : "properties.";
  const envelope = fieldsOf(event);
  return {
    ...reading,
    people: reading.people.map((one) => foundWithin(prefix, one)),
    times: [...reading.times, ...envelope.values("time")],
    ip: reading.ip ?? envelope.ip("callerIpAddress"),
  };
}

function readRiskDetection(fields: EventFields): Reading {
  const rule = fields.text("riskEventType", "riskType");
  return {
    format: "entra",
    people: [userOf(fields, ["userId"])],
    nativeId: fields.id("id"),
    revision: fields.text("lastUpdatedDateTime"),
    ruleId: rule,
    title: rule === null ? "Risk detected" : inWords(rule),
    severity: severityOfRisk(fields, fields.word("riskLevel")),
    confidence: readConfidence(fields.word("riskLevel")),
    times: fields.values("detectedDateTime", "activityDateTime"),
    ip: fields.ip("ipAddress"),
    attack: techniquesIn(fields.values("additionalInfo", "mitreTechniques", "mitreTechniqueId")),
    description: describe(stateInWords(fields), placeOf(fields), fields.text("riskDetail")),
    context: isSettled(fields),
  };
}

function readRiskyUser(fields: EventFields): Reading {
  const updated = fields.text("riskLastUpdatedDateTime");
  const detail = fields.text("riskDetail");
  return {
    format: "entra",
    people: [userOf(fields, ["id"])],
    // Here the id is the user's own, so only the change makes it an event.
    nativeId: joinIds(fields.id("id"), updated),
    revision: updated,
    ruleId: "entra.risky-user",
    title: `Risky user${detail === null || detail === "none" ? "" : `: ${inWords(detail)}`}`,
    severity: severityOfRisk(fields, fields.word("riskLevel")),
    confidence: readConfidence(fields.word("riskLevel")),
    times: fields.values("riskLastUpdatedDateTime"),
    description: stateInWords(fields),
    context: isSettled(fields),
  };
}

function readSignIn(fields: EventFields): Reading {
  const levels = [fields.word("riskLevelDuringSignIn"), fields.word("riskLevelAggregated")];
  const stated = levels.filter((level) => level !== "" && level !== "none");
  const worst = stated.reduce((one, other) => (rankOf(other) > rankOf(one) ? other : one), "");
  const level = isSettled(fields) ? "" : worst;
  const error = fields.text("status.errorCode") ?? "unknown";
  return {
    format: "entra",
    people: [userOf(fields, ["userId"])],
    nativeId: fields.id("id"),
    ruleId: fields.text("riskEventTypes_v2", "riskEventTypes") ?? `entra.signin.${error}`,
    title: `Sign-in to ${fields.text("appDisplayName", "resourceDisplayName") ?? "an app"}`,
    severity: level === "" && !isConfirmed(fields) ? "informational" : severityOfRisk(fields, level),
    confidence: readConfidence(level),
    times: fields.values("createdDateTime"),
    ip: fields.ip("ipAddress"),
    description: describe(
      stateInWords(fields),
      placeOf(fields),
      fields.text("clientAppUsed"),
      error !== "0" && fields.text("status.failureReason"),
    ),
  };
}

const aboutFactors = /password|\bmfa\b|multi-?factor|strong ?auth|authentication method|security info/i;

function readDirectoryAudit(fields: EventFields): Reading {
  const activity = fields.text("activityDisplayName");
  const targets = fields
    .objects("targetResources")
    .filter(({ value }) => fieldsOf(value).word("type") === "user")
    .map(({ value, at }) =>
      makePerson(
        value,
        { email: ["userPrincipalName"], id: ["id"], provider: "entra", name: ["displayName"] },
        `${at}.`,
      ),
    );
  const target = targets.find((one) => one?.email || one?.username) ?? null;
  const [by] = fields.objects("initiatedBy.user");
  const actor =
    by &&
    makePerson(
      by.value,
      { email: ["userPrincipalName"], id: ["id"], provider: "entra", name: ["displayName"] },
      `${by.at}.`,
    );
  const named = fields.text("targetResources.displayName", "targetResources.userPrincipalName");
  return {
    format: "entra",
    people: [(aboutFactors.test(activity ?? "") ? target : null) ?? actor ?? null],
    related: [actor ?? null, ...targets],
    nativeId: fields.id("id"),
    ruleId: activity,
    title: activity === null ? null : `${activity}${named === null ? "" : `: ${named}`}`,
    severity: "low",
    times: fields.values("activityDateTime"),
    ip: fields.ip("initiatedBy.user.ipAddress"),
    description: describe(fields.text("resultReason"), fields.text("initiatedBy.app.displayName")),
  };
}

/** A service principal or managed identity is no person; a guest's name is kept, and is no key. */
function userOf(fields: EventFields, ids: string[]): Person | null {
  if (fields.text("userPrincipalName") === null && fields.text("servicePrincipalId") !== null) return null;
  return makePerson(fields.event, {
    email: ["userPrincipalName"],
    id: ids,
    provider: "entra",
    name: ["userDisplayName"],
  });
}

function severityOfRisk(fields: EventFields, level: string): Severity | null {
  // `hidden` and `unknownFutureValue` say nothing; `none` says that there is none.
  const stated = level === "none" ? "informational" : severityFromWord(level);
  if (!isConfirmed(fields)) return stated;
  return worseSeverity(stated ?? "high", "high");
}

function isConfirmed(fields: EventFields): boolean {
  return fields.word("riskState") === "confirmedcompromised";
}

const settled = new Set(["remediated", "dismissed", "confirmedsafe"]);

/** Somebody has dealt with the risk at Microsoft already. `isDeleted` speaks of Entra's account only. */
function isSettled(fields: EventFields): boolean {
  return settled.has(fields.word("riskState"));
}

function rankOf(level: string): number {
  return ["", "hidden", "low", "medium", "high"].indexOf(level);
}

function stateInWords(fields: EventFields): string | null {
  const state = fields.text("riskState");
  return state === null || state === "none" ? null : `State at Entra: ${inWords(state)}`;
}

function placeOf(fields: EventFields): string | null {
  const parts = [fields.text("location.city"), fields.text("location.countryOrRegion")];
  const place = parts.filter((part) => part !== null).join(", ");
  return place === "" ? null : `From ${place}`;
}
