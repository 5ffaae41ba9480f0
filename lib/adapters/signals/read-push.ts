import type { Severity } from "#lib/domain/severity.ts";
import { inWords } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import { isObject, type JsonObject, memberOf } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { contentHash, joinIds } from "./read-id.ts";

/** Reads a webhook of Push Security: the object after the change, and before it where it was changed or deleted. */
export function readPush(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const object = fields.text("object") ?? "unknown";
  const side = isObject(memberOf(event, "new")?.value) ? "new" : "old";
  const detail = fields.text(`${side}.type`, `${side}.mode`);
  const app = fields.text(`${side}.appType`);
  const ruleId = ["push", object, detail].filter((part) => part !== null).join(".");
  return {
    format: "push",
    people: [personOf(event, object.toLowerCase(), side)],
    // Ids of Push repeat for other states of the same object.
    nativeId: joinIds(fields.id("id"), contentHash(event)),
    alertId: fields.id("id"),
    ruleId,
    title: `Push: ${inWords(object)}${detail === null ? "" : ` (${inWords(detail)})`}${app === null ? "" : `, ${inWords(app)}`}`,
    severity: severityOf(fields, side, ruleId.toLowerCase()),
    times: fields.values("timestamp"),
    ip: fields.ip(`${side}.sourceIpAddress`, `${side}.ipAddress`),
    description: describe(
      side === "old" && "deleted",
      fields.text(`${side}.state`),
      fields.text(`${side}.url`, `${side}.referrerUrl`),
    ),
  };
}

/**
 * An employee's e-mail goes before that of the app's account, which may be a private address. Of an app the event is
 * about nobody.
 */
function personOf(event: JsonObject, object: string, side: "new" | "old"): Person | null {
  if (object === "app") return null;
  return makePerson(event, {
    email: [`${side}.employee.email`, `${side}.email`],
    id: [`${side}.employeeId`, `${side}.employee.id`, ...(object === "employee" ? [`${side}.id`] : [])],
    provider: "push",
    name: [`${side}.employee.name`],
  });
}

function severityOf(fields: EventFields, side: string, rule: string): Severity {
  if (/phish/.test(rule)) return /block/.test(fields.word(`${side}.mode`, `${side}.action`)) ? "low" : "high";
  const isOpen = fields.word(`${side}.state`, `${side}.status`) === "open";
  const password = /(leaked|weak)_?password|password_?(leaked|weak)|(leaked|weak|stolen)/;
  const flagged = fields.isTrue(`${side}.leakedPassword`) || fields.isTrue(`${side}.weakPassword`);
  return password.test(rule) || flagged || (/finding/.test(rule) && isOpen) ? "medium" : "informational";
}
