import { lookUp } from "#lib/domain/look-up.ts";
import type { Severity } from "#lib/domain/severity.ts";
import { inWords } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import type { JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { onepasswordPerson } from "./onepassword-person.ts";

const categories: Readonly<Record<string, string>> = {
  success: "Sign-in succeeded",
  credentials_failed: "Sign-in failed: wrong credentials",
  mfa_failed: "Sign-in failed: second factor",
  sso_failed: "Sign-in failed: single sign-on",
  modern_version_failed: "Sign-in refused: app too old",
  firewall_failed: "Sign-in blocked by the firewall",
  firewall_reported_success: "Sign-in reported by the firewall",
};

/**
 * Reads a sign-in attempt of 1Password's Events API, v1 or v2. Facts of the field: `target_user` may lack its `uuid`
 * (v2), old records say `client.ip`, `country` is an ISO code or a word, times have nanoseconds or an offset.
 */
export function readOnepasswordSignin(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const category = fields.text("category") ?? "unknown";
  const type = fields.text("type") ?? "unknown";
  return {
    format: "onepassword.signin",
    people: [onepasswordPerson(event, { ids: [], details: "target_user" })],
    nativeId: fields.id("uuid"),
    ruleId: `onepassword.signin.${category}.${type}`,
    title: `${lookUp(categories, category.toLowerCase()) ?? `Sign-in: ${inWords(category)}`} (${inWords(type)})`,
    severity: severityOf(category.toLowerCase()),
    times: fields.values("timestamp"),
    ip: fields.ip("client.ip_address", "client.ip"),
    description: describeClient(fields, fields.text("details.value")),
  };
}

function severityOf(category: string): Severity {
  if (category.startsWith("firewall_")) return "medium";
  return category === "success" ? "informational" : "low";
}

/** What an analyst asks first of an event of 1Password: from where, and with what. */
export function describeClient(fields: EventFields, rule: string | null = null): string | null {
  const together = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(" ");
  const city = fields.text("location.city");
  const country = fields.text("location.country", "country");
  const place = [city, country].filter((part) => part !== null).join(", ");
  const system = together(fields.text("client.os_name"), fields.text("client.os_version"));
  return describe(
    place !== "" && `From ${place}`,
    together(fields.text("client.app_name"), fields.text("client.app_version")),
    system !== "" && `on ${system}`,
    rule !== null && `rule: ${rule}`,
  );
}
