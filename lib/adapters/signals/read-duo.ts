import type { Severity } from "#lib/domain/severity.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import type { JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { asObject } from "./parse-json-text.ts";

/** Reads an authentication of Duo's log, v1 or v2. */
export function readDuoAuthentication(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const reason = fields.text("reason") ?? fields.text("result") ?? "unknown";
  const app = fields.text("application.name", "integration");
  return {
    format: "duo",
    people: [
      makePerson(event, {
        email: ["email", "user.name", "username"],
        id: ["user.key"],
        provider: "duo",
        name: ["alias"],
      }),
    ],
    nativeId: fields.id("txid"),
    ruleId: `duo.auth.${reason}`,
    title: `Duo: ${inWords(reason)}${app === null ? "" : `, ${app}`}`,
    severity: severityOf(fields.word("result"), reason.toLowerCase()),
    times: fields.values("timestamp", "isotimestamp"),
    ip: fields.ip("access_device.ip", "ip"),
    description: describe(fields.text("factor"), fields.text("access_device.location.country")),
  };
}

function severityOf(result: string, reason: string): Severity | null {
  if (result === "fraud" || reason.includes("fraud")) return "high";
  if (reason.includes("bypass")) return "low";
  if (result === "success") return "informational";
  return result === "" ? null : "medium";
}

/** Actions of administrators that change who may do what, or what guards it. */
const weighty = /^admin_(?!login)|role|integration|bypass|policy|permission/;
const onUser = /^user(_|$)|bypass|_user$/;
const ownSignIn = /^admin_login/;

/**
 * Reads an action of a Duo administrator. `username` is the administrator's display name and never a key. The
 * `description` is JSON as text, sometimes broken, and kept as text.
 */
export function readDuoAdministrator(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const action = fields.text("action") ?? "unknown";
  const name = action.toLowerCase();
  const object = fields.text("object");
  return {
    format: "duo",
    people: [administratorsSubject(fields, name)],
    related: [fields.text("username")],
    nativeId: null,
    ruleId: `duo.admin.${action}`,
    title: `Duo: ${inWords(action)}${object === null ? "" : `, ${object}`}`,
    severity: weighty.test(name) ? "medium" : "informational",
    times: fields.values("timestamp", "isotimestamp"),
    description: descriptionOf(fields),
  };
}

function administratorsSubject(fields: EventFields, action: string): Person | null {
  if (ownSignIn.test(action)) {
    const detail = asObject(fields.values("description")[0]);
    return detail && makePerson(detail, { email: ["email"] }, "description.");
  }
  return onUser.test(action) ? makePerson(fields.event, { email: ["object"] }) : null;
}

function descriptionOf(fields: EventFields): string | null {
  const [value] = fields.values("description");
  return cleanText(typeof value === "object" ? JSON.stringify(value) : value, 4_000);
}
