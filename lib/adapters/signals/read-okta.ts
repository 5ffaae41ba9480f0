import { lookUp } from "#lib/domain/look-up.ts";
import { type Severity, severityFromWord, worseSeverity } from "#lib/domain/severity.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import type { JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { isAnothers, oktaPeople } from "./okta-people.ts";

/** Okta rates by its own needs: most of what matters to us is INFO there. At least this, by type of event. */
const raised: readonly (readonly [type: RegExp, atLeast: Severity])[] = [
  [/^security\.threat\.detected$/, "high"],
  [/^user\.account\.report_suspicious_activity_by_enduser$/, "high"],
  [/^system\.mfa\.factor\.deactivate$/, "high"],
  [/^user\.mfa\.factor\.suspend$/, "high"],
  [/^group\.privilege\.grant$/, "high"],
  [/^system\.idp\.lifecycle\./, "high"],
  [/^app\.oauth2\.token\.detect_reuse$/, "medium"],
  [/^user\.session\.impersonation\.grant$/, "medium"],
  [/^user\.account\.lock$/, "low"],
  [/^user\.mfa\.factor\.reset_all$/, "low"],
  [/^app\.generic\.unauth_app_access_attempt$/, "low"],
];

const ownWords: Readonly<Record<string, Severity>> = { debug: "informational" };

/** Reads an event of Okta's System Log, also with the keys in lower case as some pipelines send them. */
export function readOkta(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const eventType = fields.text("eventType");
  const type = (eventType ?? "").toLowerCase();
  const { subject, related } = oktaPeople(event, type);
  return {
    format: "okta",
    people: [subject],
    related,
    nativeId: fields.id("uuid"),
    ruleId: eventType,
    title: fields.text("displayMessage", "title"),
    severity: severityOf(fields, type),
    times: fields.values("published"),
    ip: fields.ip("client.ipAddress"),
    description: tell(fields),
  };
}

function severityOf(fields: EventFields, type: string): Severity | null {
  const word = fields.word("severity");
  const stated = lookUp(ownWords, word) ?? severityFromWord(word);
  const least = [
    ...raised.filter(([pattern]) => pattern.test(type)).map(([, atLeast]) => atLeast),
    ...circumstances(fields, type),
  ];
  if (stated === null && least.length === 0) return null;
  return least.reduce(worseSeverity, stated ?? "informational");
}

/** What isn't in the type of the event but raises it all the same. */
function* circumstances(fields: EventFields, type: string): Generator<Severity> {
  const { event } = fields;
  const failed = fields.word("outcome.result") === "failure";
  if (failed && fields.word("outcome.reason") === "fastpass declined phishing attempt") yield "high";
  if (
    type === "user.account.privilege.grant" &&
    /super admin/i.test(hint(fields, "debugContext", "target"))
  ) {
    yield "high";
  }
  if (type === "policy.evaluate_sign_on" && isNewAtAdminConsole(fields)) yield "high";
  if (type.endsWith(".show_password") && isAnothers(event)) yield "medium";
  if (fields.isTrue("securityContext.isProxy")) yield "medium";
}

/** Behaviours stand there as text, list or map, some of them as JSON within a text. */
function isNewAtAdminConsole(fields: EventFields): boolean {
  const behaviors = hint(fields, "debugContext");
  return (
    /Okta Admin Console/i.test(hint(fields, "target")) &&
    isPositive("New Device", behaviors) &&
    isPositive("New IP", behaviors)
  );
}

function isPositive(behavior: string, text: string): boolean {
  return new RegExp(`${behavior}\\W{1,10}(?:(?:result|value)\\W{1,10})?POSITIVE`, "i").test(text);
}

function hint(fields: EventFields, ...paths: string[]): string {
  return JSON.stringify(fields.values(...paths));
}

function tell(fields: EventFields): string | null {
  const result = fields.text("outcome.result");
  const reason = fields.text("outcome.reason");
  const risk = /level\W{1,5}([A-Z]{3,10})/i.exec(hint(fields, "debugContext.debugData.risk"))?.[1];
  const place = [
    fields.text("client.geographicalContext.city"),
    fields.text("client.geographicalContext.country"),
  ]
    .filter((part) => part !== null)
    .join(", ");
  return describe(
    result !== null && `Outcome: ${result}${reason === null ? "" : ` (${reason})`}`,
    place !== "" && `From ${place}`,
    risk !== undefined && `Okta's risk: ${risk}`,
    fields.isTrue("securityContext.isProxy") && "through a proxy",
  );
}
