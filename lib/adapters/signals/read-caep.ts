import { lookUp } from "#lib/domain/look-up.ts";
import { type Severity, severityFromWord } from "#lib/domain/severity.ts";
import { nobody } from "#lib/domain/signal.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import { findFirst, isObject, type JsonObject, memberOf } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { readEmail } from "./read-email.ts";
import { joinIds, readId } from "./read-id.ts";

const eventType = /^https:\/\/schemas\.openid\.net\/secevent\/(caep|risc)\/event-type\/([a-z-]{1,60})\/?$/i;

/** What a type of event becomes; all others are signals without a severity of their own. */
const meanings: Readonly<Record<string, { severity?: Severity; context?: true }>> = {
  "caep.session-revoked": { context: true },
  "caep.credential-change": { context: true },
  "caep.assurance-level-change": { context: true },
  "caep.device-compliance-change": { context: true },
  "caep.token-claims-change": { context: true },
  "risc.credential-compromise": { severity: "high" },
  "risc.sessions-revoked": { severity: "high" },
  "risc.account-disabled": { severity: "high" },
  "risc.account-enabled": { severity: "informational", context: true },
  "risc.account-purged": { severity: "informational", context: true },
  "risc.identifier-changed": { severity: "informational", context: true },
};

/** The security events of a SET, by their names in short: `caep.session-revoked`. */
export function securityEvents(set: JsonObject): { name: string; body: JsonObject }[] {
  const events = memberOf(set, "events")?.value;
  if (!isObject(events)) return [];
  return Object.entries(events).flatMap(([uri, body]) => {
    const [, family, type] = eventType.exec(uri) ?? [];
    return family && type
      ? [{ name: `${family}.${type}`.toLowerCase(), body: isObject(body) ? body : {} }]
      : [];
  });
}

/** Reads the claims of a security event token (CAEP, RISC) that came as plain JSON. */
export function readCaep(set: JsonObject): Reading {
  const fields = fieldsOf(set);
  const [event = { name: "caep.unknown", body: {} }] = securityEvents(set);
  const body = fieldsOf(event.body);
  const level = event.name === "caep.risk-level-change" ? body.word("current_level") : "";
  const meaning = lookUp(meanings, event.name);
  return {
    format: "caep",
    people: [subjectOf(set, event.body)],
    nativeId: fields.id("jti") === null ? null : joinIds(fields.id("iss") ?? "-", fields.id("jti")),
    alertId: fields.id("jti"),
    ruleId: event.name,
    title: titleOf(event.name, level),
    severity: severityFromWord(level) ?? meaning?.severity ?? null,
    times: [...body.values("event_timestamp"), ...fields.values("iat")],
    description: reasonOf(body),
    context: meaning?.context === true || level === "low",
  };
}

function titleOf(name: string, level: string): string {
  const words = inWords(name.slice(name.indexOf(".") + 1));
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${level === "" ? "" : `: ${level}`}`;
}

function reasonOf(body: EventFields): string | null {
  const reason = (name: string) =>
    body.text(`${name}.en`, name) ??
    body
      .objects(name)
      .flatMap(({ value }) => Object.values(value))
      .find(isText);
  return describe(cleanText(reason("reason_admin"), 2_000), cleanText(reason("reason_user"), 2_000));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** `sub_id` of the token; older tokens have a `subject` in the event. A session or a device alone is nobody. */
function subjectOf(set: JsonObject, body: JsonObject): Person | null {
  for (const [holder, name] of [
    [set, "sub_id"],
    [body, "subject"],
    [body, "sub_id"],
  ] as const) {
    const value = memberOf(holder, name)?.value;
    const person = isObject(value) ? personOf(value, `${name}.`) : null;
    if (person) return person;
  }
  return makePerson(set, { email: ["sub"] })?.email ? makePerson(set, { email: ["sub"] }) : null;
}

function personOf(id: JsonObject, at: string, layers = 2): Person | null {
  const fields = fieldsOf(id);
  const inner = (name: string, value: unknown) =>
    layers > 0 && isObject(value) ? personOf(value, `${at}${name}.`, layers - 1) : null;
  switch (fields.word("format", "subject_type")) {
    case "email":
      return withEmail(id, "email", at);
    case "account":
      return withEmail(id, "uri", at);
    case "iss_sub":
    case "iss-sub":
      return withEmail(id, "sub", at) ?? withProvider(fields, at);
    case "aliases":
      return (
        fields
          .objects("identifiers")
          .map(({ value }) => inner("identifiers", value))
          .find(Boolean) ?? null
      );
    case "complex":
    case "":
      return inner("user", memberOf(id, "user")?.value);
    default:
      // `opaque`, `did`, `phone_number`: nobody here knows whose they are.
      return null;
  }
}

function withEmail(id: JsonObject, path: string, at: string): Person | null {
  const email = findFirst(id, [path], (value) =>
    readEmail(typeof value === "string" ? value.replace(/^\s*acct:/i, "") : value),
  );
  return email && { ...nobody, email: email.value, foundAt: at + email.at };
}

/** A person's id at the issuer, in that provider's name where it is one that we know from elsewhere. */
function withProvider(fields: EventFields, at: string): Person | null {
  const sub = readId(fields.values("sub")[0]);
  const iss = fields.text("iss") ?? "";
  if (sub === null) return null;
  const host = URL.parse(iss)?.hostname ?? "";
  const provider = /(^|\.)(okta|oktapreview)\.com$/.test(host)
    ? "okta:"
    : /(^|\.)(microsoftonline\.com|windows\.net)$/.test(host)
      ? "entra:"
      : `${iss}#`;
  return { ...nobody, providerId: `${provider}${sub}`.slice(0, 300), foundAt: `${at}sub` };
}
