import { lookUp } from "#lib/domain/look-up.ts";
import { type JsonObject, isObject, memberOf } from "./find-field.ts";
import { entraForm } from "./read-entra.ts";
import { securityEvents } from "./read-caep.ts";

/** Shapes that a reader knows. The administrator's log of Duo is another shape than its authentications. */
export type EventFormat =
  | "ocsf"
  | "elastic"
  | "panther"
  | "sentinel"
  | "defender"
  | "entra"
  | "okta"
  | "onepassword.signin"
  | "onepassword.audit"
  | "onepassword.item_usage"
  | "push"
  | "duo"
  | "duo.admin"
  | "caep";

type Test = (event: JsonObject) => boolean;

/** Told by keys, compared without case; the first that fits. */
const marks: readonly (readonly [format: EventFormat, test: Test])[] = [
  ["ocsf", (event) => valueOf(event, "class_uid") !== undefined && !isObject(valueOf(event, "class_uid"))],
  ["elastic", isElastic],
  ["panther", isPanther],
  ["sentinel", (event) => /^microsoft\.securityinsights\/incidents$/i.test(textOf(event, "type"))],
  ["defender", isDefender],
  ["entra", (event) => entraForm(event) !== null],
  ["okta", (event) => isOktaType(event) && ["actor", "published", "legacyEventType"].some(has(event))],
  [
    "onepassword.signin",
    (event) => isObject(valueOf(event, "target_user")) && ["category", "type"].every(hasText(event)),
  ],
  [
    "onepassword.audit",
    (event) =>
      ["action", "object_type"].every(hasText(event)) &&
      (has(event)("actor_uuid") || has(event)("actor_details")),
  ],
  [
    "onepassword.item_usage",
    (event) => ["item_uuid", "vault_uuid"].every(hasText(event)) && isObject(valueOf(event, "user")),
  ],
  ["push", isPush],
  ["duo", isDuo],
  ["duo.admin", isDuoAdministrator],
  ["caep", (event) => securityEvents(event).length > 0],
];

/** Panther's collectors say whose log an event is from. */
const logTypes: Readonly<Record<string, EventFormat>> = {
  "okta.systemlog": "okta",
  "onepassword.signinattempt": "onepassword.signin",
  "onepassword.auditevent": "onepassword.audit",
  "onepassword.itemusage": "onepassword.item_usage",
  "duo.authentication": "duo",
  "duo.administrator": "duo.admin",
  "azure.audit": "entra",
  "pushsecurity.entities": "push",
  "ocsf.detectionfinding": "ocsf",
};

/** Formats that a preset of a source stands for. With one by force a single weak mark is enough. */
const presets: Readonly<Record<string, readonly (readonly [format: EventFormat, test: Test])[]>> = {
  okta: [["okta", isOktaType]],
  duo: [["duo", (event) => has(event)("factor") && has(event)("result")]],
  push: [["push", (event) => hasText(event)("object") && (has(event)("new") || has(event)("old"))]],
  panther: [["panther", (event) => has(event)("alertId") && has(event)("severity")]],
  defender: [
    ["defender", (event) => has(event)("incidentId") || has(event)("evidence") || has(event)("alerts")],
  ],
  sentinel: [["sentinel", (event) => isObject(valueOf(event, "properties")) && has(event)("etag")]],
};

/** Whose shape an event has, or null where no reader knows it. */
export function detectFormat(event: JsonObject): EventFormat | null {
  const stated = lookUp(logTypes, textOf(event, "p_log_type").toLowerCase());
  const isStated = stated !== undefined && (stated !== "entra" || entraForm(event) !== null);
  if (isStated) return stated;
  return marks.find(([, test]) => test(event))?.[0] ?? null;
}

/**
 * A source's preset says what to expect: where an event bears its weakest mark, it is of that format. Of any other
 * shape, its keys decide. `generic` forces the reader of unknown shapes.
 */
export function formatFor(preset: string, event: JsonObject): EventFormat | null {
  if (preset === "generic") return null;
  const forced = lookUp(presets, preset)?.find(([, test]) => test(event))?.[0];
  return forced ?? detectFormat(event);
}

function isElastic(event: JsonObject): boolean {
  if (
    Object.keys(event).some((key) => /^kibana\.alert(\.|$)/i.test(key) || /^signal\.rule(\.|$)/i.test(key))
  ) {
    return true;
  }
  const [kibana, signal] = [valueOf(event, "kibana"), valueOf(event, "signal")];
  return (
    (isObject(kibana) && Object.keys(kibana).some((key) => /^alert(\.|$)/i.test(key))) ||
    (isObject(signal) && Object.keys(signal).some((key) => /^rule(\.|$)/i.test(key)))
  );
}

function isPanther(event: JsonObject): boolean {
  return ["alertId", "severity", "id"].every(hasText(event)) && ["alertContext", "link"].some(has(event));
}

function isDefender(event: JsonObject): boolean {
  return (
    /^#microsoft\.graph\.security\.(incident|alert)$/i.test(textOf(event, "@odata.type")) ||
    has(event)("incidentWebUrl")
  );
}

/** A delivery of Okta's event hook has a type as well, and is an envelope. */
function isOktaType(event: JsonObject): boolean {
  const type = textOf(event, "eventType");
  return type !== "" && type.toLowerCase() !== "com.okta.event_hook";
}

function isPush(event: JsonObject): boolean {
  const sides = ["new", "old"].map((name) => valueOf(event, name));
  return hasText(event)("object") && has(event)("version") && sides.some((side) => isObject(side));
}

/** Many an alert has these three; one with words of its own is none of Duo's. */
function isDuoAdministrator(event: JsonObject): boolean {
  return (
    ["action", "username", "description"].every(has(event)) &&
    /^[a-z0-9]+(_[a-z0-9]+)*$/.test(textOf(event, "action")) &&
    ["object", "isotimestamp", "timestamp"].some(has(event)) &&
    !["title", "severity", "rule", "rule_id", "name"].some(has(event))
  );
}

function isDuo(event: JsonObject): boolean {
  if (!["factor", "result"].every(has(event))) return false;
  return (
    /^authentication$/i.test(textOf(event, "event_type")) ||
    ["txid", "access_device", "auth_device"].some(has(event))
  );
}

function valueOf(event: JsonObject, name: string): unknown {
  return memberOf(event, name)?.value;
}

function textOf(event: JsonObject, name: string): string {
  const value = valueOf(event, name);
  return typeof value === "string" ? value.trim() : "";
}

function has(event: JsonObject): (name: string) => boolean {
  return (name) => memberOf(event, name) !== null;
}

function hasText(event: JsonObject): (name: string) => boolean {
  return (name) => textOf(event, name) !== "";
}
