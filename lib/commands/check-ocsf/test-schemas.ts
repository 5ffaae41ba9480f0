import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { enumeration, type Json, testDictionary } from "./test-dictionary.ts";

/*
 * Small schemas in the form of ocsf/ocsf-schema: the classes that the product writes, with the attributes that it
 * uses. Written for the tests; the published ones are held against the same lines by `npm run check-ocsf`.
 */

/** "a! b" are two attributes, the first of them required. */
function attributes(words: string, more: Record<string, Json> = {}): Json {
  const listed = words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const name = word.replace("!", "");
      return [name, { requirement: word.endsWith("!") ? "required" : "optional" }] as const;
    });
  const result: Json = Object.fromEntries(listed);
  for (const [name, given] of Object.entries(more)) result[name] = { ...(result[name] as Json), ...given };
  return result;
}

const categories = {
  attributes: {
    findings: { uid: 2, caption: "Findings" },
    iam: { uid: 3, caption: "Identity & Access Management" },
    application: { uid: 6, caption: "Application Activity" },
  },
};

const entityRule = { at_least_one: ["name", "uid"] };
const objects: Json[] = [
  { name: "object", attributes: {} },
  { name: "_entity", extends: "object", attributes: attributes("name uid"), constraints: entityRule },
  {
    name: "metadata",
    attributes: attributes(
      "version! product! uid correlation_uid event_code log_name log_version sequence original_time logged_time labels profiles",
    ),
  },
  { name: "product", extends: "_entity", attributes: attributes("vendor_name version") },
  {
    name: "observable",
    attributes: attributes("name type value", { type_id: { requirement: "required" } }),
  },
  {
    name: "actor",
    attributes: attributes("app_name app_uid authorizations session user"),
    constraints: { at_least_one: ["app_name", "session", "user"] },
  },
  {
    name: "user",
    extends: "_entity",
    caption: "User",
    attributes: attributes("account domain email_addr groups org type uid_alt credential_uid", {
      name: { type: "username_t" },
      uid: { observable: 31 },
      type_id: enumeration({ 1: "User", 4: "Service" }),
      credential_uid: { "@deprecated": { message: "Use another.", since: "1.6.0" } },
    }),
    constraints: { at_least_one: ["account", "name", "uid"] },
  },
  { name: "account", extends: "_entity", attributes: attributes("type type_id is_disabled") },
  { name: "organization", extends: "_entity", attributes: {} },
  { name: "group", extends: "_entity", attributes: attributes("type") },
  { name: "session", attributes: attributes("uid issuer created_time is_mfa") },
  { name: "authorization", attributes: attributes("decision policy") },
  { name: "policy", extends: "_entity", attributes: attributes("desc version") },
  { name: "service", extends: "_entity", attributes: attributes("version") },
  { name: "finding_info", attributes: attributes("uid! uid_alt title types data_sources") },
  { name: "evidences", attributes: attributes("user"), constraints: { at_least_one: ["user"] } },
  {
    name: "managed_entity",
    extends: "_entity",
    attributes: attributes("data policy type user version", {
      type_id: enumeration({ 2: "User", 5: "Policy" }),
    }),
  },
  { name: "api", attributes: attributes("operation! request response service version") },
  { name: "request", attributes: attributes("uid!") },
  { name: "response", attributes: attributes("code error error_message") },
  {
    name: "network_endpoint",
    attributes: attributes("svc_name uid"),
    constraints: { at_least_one: ["svc_name", "uid"] },
  },
  { name: "http_request", attributes: attributes("http_method uid url") },
  { name: "http_response", attributes: attributes("code! latency") },
  { name: "url", attributes: attributes("path"), constraints: { at_least_one: ["path"] } },
  { name: "resource_details", attributes: attributes("name role role_id type uid") },
  { name: "fingerprint", attributes: attributes("algorithm algorithm_id! value!") },
  { name: "event_reference", attributes: attributes("fingerprint") },
  {
    name: "attestation",
    attributes: attributes("fingerprint prev_event chain_uid authority_uid"),
    constraints: { at_least_one: ["fingerprint"] },
  },
];

const base = {
  name: "base_event",
  category: "other",
  attributes: {
    $include: ["profiles/record_integrity.json", "profiles/host.json", "profiles/datetime.json"],
    ...attributes(`activity_id! activity_name category_uid! category_name class_uid! class_name type_uid! type_name
      severity_id! severity status_id status status_code status_detail time! message metadata! observables unmapped`),
  },
  profiles: ["record_integrity", "host", "datetime"],
};
const iam = {
  name: "iam",
  category: "iam",
  extends: "base_event",
  attributes: { actor: { profile: null } },
};

function eventClass(
  name: string,
  [uid, parent]: [number, string],
  activities: Record<number, string>,
  given: { attributes: Json; [key: string]: unknown },
): Json {
  const caption = name
    .split("_")
    .map((word) => (word === "api" ? "API" : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(" ");
  const own = { activity_id: enumeration(activities), ...given.attributes };
  return { caption, name, uid, extends: parent, ...given, attributes: own };
}

const crud = { 1: "Create", 2: "Read", 3: "Update", 4: "Delete" };
const found = { 1: "Create", 2: "Update", 3: "Close" };
const incidentStatus = enumeration({ 1: "New", 2: "In Progress", 5: "Closed" });
const events: Json[] = [
  base,
  iam,
  eventClass("detection_finding", [4, "base_event"], found, {
    category: "findings",
    attributes: attributes("finding_info! is_alert evidences", { status_id: incidentStatus }),
  }),
  eventClass("incident_finding", [5, "base_event"], found, {
    category: "findings",
    attributes: attributes("assignee assignee_group comment finding_info_list! verdict verdict_id", {
      status_id: { requirement: "required", ...incidentStatus },
    }),
    constraints: { at_least_one: ["assignee", "assignee_group"] },
  }),
  eventClass(
    "account_change",
    [1, "iam"],
    { 2: "Enable", 5: "Disable" },
    {
      attributes: attributes("user! user_result"),
    },
  ),
  eventClass(
    "user_management",
    [7, "iam"],
    { 4: "Enable", 5: "Disable" },
    {
      attributes: attributes("user! updated_user"),
    },
  ),
  eventClass(
    "authentication",
    [2, "iam"],
    { 1: "Logon" },
    {
      attributes: attributes("auth_protocol auth_protocol_id is_mfa service session user! dst_endpoint"),
      constraints: { just_one: ["service", "dst_endpoint"] },
    },
  ),
  eventClass(
    "entity_management",
    [4, "iam"],
    { ...crud, 12: "Suspend", 13: "Resume" },
    {
      attributes: attributes("comment entity!"),
    },
  ),
  eventClass("api_activity", [3, "base_event"], crud, {
    category: "application",
    attributes: {
      ...attributes("api! src_endpoint! dst_endpoint http_request http_response resources"),
      actor: { requirement: "required", profile: null },
    },
  }),
];

const profiles: Json[] = [
  { name: "record_integrity", meta: "profile", attributes: attributes("attestation_list") },
  { name: "host", meta: "profile", attributes: attributes("actor") },
  { name: "datetime", meta: "profile", attributes: {} },
];

/** Lays the schemas down as a folder. */
export function writeTestSchemas(folder: string, version: string): void {
  const write = (file: string, json: Json) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), JSON.stringify(json));
  };
  write("version.json", { version });
  write("dictionary.json", testDictionary);
  write("categories.json", categories);
  const captioned = (definition: Json): Json => ({ caption: definition["name"], ...definition });
  for (const one of objects) write(`objects/${String(one["name"])}.json`, captioned(one));
  for (const one of events) write(`events/all/${String(one["name"])}.json`, captioned(one));
  for (const one of profiles) write(`profiles/${String(one["name"])}.json`, captioned(one));
}
