import { lookUp } from "#lib/domain/look-up.ts";
import { inWords } from "./clean-text.ts";
import { describe, fieldsOf } from "./event-fields.ts";
import type { JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { callPerson, type Person } from "./make-person.ts";
import { onepasswordPerson } from "./onepassword-person.ts";
import { describeClient } from "./read-onepassword-signin.ts";

/** 1Password's abbreviations; whatever isn't here speaks for itself. */
const objectWords: Readonly<Record<string, string>> = {
  gm: "group membership",
  uva: "a user's vault access",
  gva: "a group's vault access",
  sa: "service account",
  satoken: "service account token",
  sso: "single sign-on",
  pm: "payment method",
  items: "items",
  ssotkn: "single sign-on token",
};

const actionWords: Readonly<Record<string, string>> = {
  reactive: "reactivate",
  enblmfa: "enable two-factor authentication of",
  updatmfa: "change two-factor authentication of",
  disblmfa: "disable two-factor authentication of",
  enblsso: "enable",
  disblsso: "disable",
  chngpsso: "change the provider of",
  chngasso: "change the authorisation of",
  chngdsso: "change the details of",
  addgsso: "add a group to",
  delgsso: "remove a group from",
  updatfw: "change firewall rules of",
  role: "change the role in",
  join: "add to",
  leave: "remove from",
  trename: "rename",
  tverify: "verify",
  trevoke: "revoke",
  deolddev: "deauthorise old devices of",
  dealldev: "deauthorise all devices of",
  beginr: "begin recovery of",
  completr: "complete recovery of",
  cancelr: "cancel recovery of",
};

/** Whom an event is about, by the type of its object; of all other types it is about the one who acted. */
const subjects: Readonly<Record<string, { ids: string[]; details: string }>> = {
  user: { ids: ["object_uuid"], details: "object_details" },
  gm: { ids: ["aux_uuid"], details: "aux_details" },
  uva: { ids: ["aux_uuid"], details: "aux_details" },
};
const actorPlaces = { ids: ["actor_uuid"], details: "actor_details" };

/** Reads an audit event of 1Password's Events API, v1 or v2. Details of people may be absent, ids as well. */
export function readOnepasswordAudit(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const action = fields.text("action") ?? "unknown";
  const type = fields.text("object_type") ?? "unknown";
  const actorType = fields.word("actor_type");
  const found = onepasswordPerson(event, actorPlaces);
  // A service account or the system acted: nobody whom anyone could suspend.
  const isPerson = actorType === "" || actorType === "user";
  const actor: Person | null = found && (isPerson ? found : { ...found, onepasswordId: null, email: null });
  const places = lookUp(subjects, type.toLowerCase());
  const subject = places ? onepasswordPerson(event, places) : actor;
  const byWhom = found ? (found.displayName ?? callPerson(found)) : null;
  const what = `${lookUp(actionWords, action.toLowerCase()) ?? inWords(action)} ${lookUp(objectWords, type.toLowerCase()) ?? inWords(type)}`;
  return {
    format: "onepassword.audit",
    people: [subject],
    related: [actor, onepasswordPerson(event, { ids: [], details: "aux_details" })],
    nativeId: fields.id("uuid"),
    ruleId: `onepassword.audit.${type}.${action}`,
    title: `${what.charAt(0).toUpperCase()}${what.slice(1)}${byWhom === null ? "" : ` by ${byWhom}`}`,
    severity: "informational",
    times: fields.values("timestamp"),
    ip: fields.ip("session.ip"),
    description: describe(
      describeClient(fields),
      actorType !== "" && !isPerson && `by a ${inWords(actorType)}`,
    ),
  };
}
