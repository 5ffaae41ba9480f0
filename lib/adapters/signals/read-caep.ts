import { lookUp } from "#lib/domain/look-up.ts";
import { type Severity, severityFromWord, severityRank } from "#lib/domain/severity.ts";
import { nobody } from "#lib/domain/signal.ts";
import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import { findFirst, isObject, type JsonObject, memberOf } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { readEmail } from "./read-email.ts";
import { joinIds, readId } from "./read-id.ts";

const eventType =
  /^https:\/\/schemas\.openid\.net\/secevent\/(caep|risc|ssf|sse)\/event-type\/([a-z-]{1,60})\/?$/i;

interface Meaning {
  severity?: Severity;
  context?: true;
}

const hint: Meaning = { severity: "informational", context: true };
const grave: Meaning = { severity: "high" };

/** What a type of event becomes; all others are signals without a severity of their own. */
const meanings: Readonly<Record<string, Meaning>> = {
  "caep.session-revoked": { context: true },
  "caep.credential-change": { context: true },
  "caep.assurance-level-change": { context: true },
  "caep.device-compliance-change": { context: true },
  "caep.token-claims-change": { context: true },
  // Everyday traffic: somebody signed in, or used their session.
  "caep.session-established": hint,
  "caep.session-presented": hint,
  "risc.credential-compromise": grave,
  "risc.account-credential-change-required": grave,
  "risc.sessions-revoked": grave,
  "risc.account-disabled": grave,
  "risc.account-enabled": hint,
  "risc.account-purged": hint,
  "risc.identifier-changed": hint,
  "risc.identifier-recycled": hint,
  "risc.opt-in": hint,
  "risc.opt-out-initiated": hint,
  "risc.opt-out-cancelled": hint,
  "risc.opt-out-effective": hint,
  // About the stream, and nobody.
  "ssf.verification": hint,
  "ssf.stream-updated": hint,
};

interface SecurityEvent {
  /** In short: `caep.session-revoked`; of a type that nobody here knows its address. */
  name: string;
  body: JsonObject;
}

/** The security events of a SET; none where the object isn't one. */
export function securityEvents(set: JsonObject): SecurityEvent[] {
  const events = memberOf(set, "events")?.value;
  if (!isObject(events)) return [];
  const all = Object.entries(events).map(([uri, body]) => ({ name: nameOf(uri), uri, body }));
  // Of unknown types only what else is there tells that it is a SET.
  const isSet = ["iss", "jti"].every((name) => typeof memberOf(set, name)?.value === "string");
  const told = all.filter(({ name, uri }) => name !== null || (isSet && URL.canParse(uri)));
  return told.map(({ name, uri, body }) => ({
    name: name ?? cleanText(uri, 300) ?? "unknown",
    body: isObject(body) ? body : {},
  }));
}

/** Whether an event type is the transmitter's trial of its stream: it is about nobody. */
export function isVerification(uri: string): boolean {
  return nameOf(uri)?.endsWith(".verification") ?? false;
}

function nameOf(uri: string): string | null {
  const [, family, type] = eventType.exec(uri) ?? [];
  // `sse` is what the framework's drafts were called.
  return family && type ? `${family}.${type}`.toLowerCase().replace(/^sse\./, "ssf.") : null;
}

/** Reads the claims of a security event token (CAEP, RISC). `subjectForm`: what a `sub` is at this transmitter. */
export function readCaep(set: JsonObject, subjectForm: SubjectForm | null = null): Reading {
  const fields = fieldsOf(set);
  const [event = unknownEvent, ...others] = securityEvents(set).map(weigh).toSorted(byWeight);
  const body = fieldsOf(event.body);
  return {
    format: "caep",
    people: [subjectOf(set, event.body, subjectForm)],
    nativeId: fields.id("jti") === null ? null : joinIds(fields.id("iss") ?? "-", fields.id("jti")),
    alertId: fields.id("jti"),
    ruleId: event.name,
    title: titleOf(event.name, event.level),
    severity: event.severity,
    times: [...body.values("event_timestamp"), ...fields.values("iat")],
    description: describe(
      reasonOf(body, "reason_admin"),
      reasonOf(body, "reason_user"),
      ...factsOf(body),
      others.length > 0 && `Also: ${others.map(({ name }) => name).join(", ")}`,
    ),
    context: event.context,
  };
}

interface Weighed extends SecurityEvent {
  level: string;
  severity: Severity | null;
  context: boolean;
}

const unknownEvent: Weighed = { name: "caep.unknown", body: {}, level: "", severity: null, context: false };

function weigh(event: SecurityEvent): Weighed {
  const body = fieldsOf(event.body);
  const level =
    event.name === "caep.risk-level-change"
      ? body.word("current_level")
      : event.name === "ssf.stream-updated"
        ? body.word("status")
        : "";
  const meaning = lookUp(meanings, event.name);
  return {
    ...event,
    level,
    severity: severityFromWord(level) ?? meaning?.severity ?? null,
    context: meaning?.context === true || level === "low",
  };
}

/** One token tells of one happening, in several terms at times: the gravest of them is what it is about. */
function byWeight(a: Weighed, b: Weighed): number {
  return weightOf(b) - weightOf(a);
}

function weightOf({ context, severity }: Weighed): number {
  return (context ? 0 : 10) + severityRank(severity ?? "medium");
}

function titleOf(name: string, level: string): string {
  const type = URL.canParse(name) ? name.replace(/\/+$/, "").replace(/^.*\//, "") : afterDot(name);
  const words = inWords(type);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${level === "" ? "" : `: ${level}`}`;
}

function afterDot(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

function reasonOf(body: EventFields, name: string): string | null {
  const reason =
    body.text(`${name}.en`, name) ??
    body
      .objects(name)
      .flatMap(({ value }) => Object.values(value))
      .find(isText);
  return cleanText(reason, 2_000);
}

const toldFacts = [
  "change_type",
  "credential_type",
  "previous_status",
  "current_status",
  "previous_level",
  "current_level",
  "initiating_entity",
  "reason",
] as const;

function factsOf(body: EventFields): string[] {
  return toldFacts.flatMap((name) => {
    const value = body.text(name);
    return value === null ? [] : [`${inWords(name)}: ${value}`];
  });
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** `sub_id` of the token; older tokens have a `subject` in the event. A session or a device alone is nobody. */
function subjectOf(set: JsonObject, body: JsonObject, form: SubjectForm | null): Person | null {
  for (const [holder, name] of [
    [set, "sub_id"],
    [body, "subject"],
    [body, "sub_id"],
  ] as const) {
    const value = memberOf(holder, name)?.value;
    const person = isObject(value) ? personOf(value, { at: `${name}.`, form }) : null;
    if (person) return person;
  }
  const named = makePerson(set, { email: ["sub"] });
  // Without a form of its own, a `sub` that is no address may be a session or anything else.
  return form === null ? (named?.email ? named : null) : ofIssuer(set, { at: "", form });
}

interface Place {
  at: string;
  form: SubjectForm | null;
}

function personOf(id: JsonObject, place: Place, layers = 2): Person | null {
  const { at } = place;
  const fields = fieldsOf(id);
  const inner = (name: string, value: unknown) =>
    layers > 0 && isObject(value) ? personOf(value, { ...place, at: `${at}${name}.` }, layers - 1) : null;
  switch (fields.word("format", "subject_type")) {
    case "email":
      return withEmail(id, "email", at);
    case "account":
      return withEmail(id, "uri", at);
    case "iss_sub":
    case "iss-sub":
      return ofIssuer(id, place);
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

/** A `sub` at an issuer: an address, or the issuer's own id. Where nobody said which, it is told by its looks. */
function ofIssuer(id: JsonObject, { at, form }: Place): Person | null {
  const byId = withProvider(fieldsOf(id), at);
  return form === "provider_id" ? byId : (withEmail(id, "sub", at) ?? byId);
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
