import { nobody } from "#lib/domain/signal.ts";
import { cleanText } from "./clean-text.ts";
import { describe, fieldsOf } from "./event-fields.ts";
import type { JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { readEmail } from "./read-email.ts";
import { severityFromWord } from "#lib/domain/severity.ts";

/**
 * Reads an incident of Microsoft Sentinel. `properties.owner` is the analyst to whom it was given and is looked at
 * nowhere; the accounts stand in `relatedEntities`, if the playbook sends them at all.
 */
export function readSentinel(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const accounts = fields
    .objects("properties.relatedEntities")
    .filter(({ value }) => fieldsOf(value).word("kind") === "account");
  const status = fields.word("properties.status");
  const verdict = fields.word("properties.classification");
  return {
    format: "sentinel",
    people: accounts.map(({ value, at }) => accountOf(value, `${at}.`)),
    nativeId: fields.id("name"),
    revision: fields.text("etag", "properties.lastModifiedTimeUtc"),
    alertId: fields.id("properties.incidentNumber", "name"),
    ruleId: fields.text("properties.relatedAnalyticRuleIds")?.split("/").at(-1) ?? null,
    title: fields.text("properties.title"),
    severity: severityFromWord(fields.word("properties.severity")),
    times: fields.values("properties.createdTimeUtc"),
    attack: fields
      .values("properties.additionalData.techniques", "properties.additionalData.tactics")
      .flatMap((value) => cleanText(value, 100) ?? []),
    url: fields.url("properties.incidentUrl"),
    description: describe(
      cleanText(fields.values("properties.description")[0], 3_000),
      fields.text("properties.classificationComment"),
    ),
    context: status === "closed" || verdict === "falsepositive",
  };
}

function accountOf(entity: JsonObject, at: string): Person | null {
  const fields = fieldsOf(entity);
  const name = fields.text("properties.accountName");
  const suffix = fields.text("properties.upnSuffix");
  const person = makePerson(
    entity,
    {
      email: ["properties.userPrincipalName", "properties.accountName"],
      id: ["properties.aadUserId"],
      provider: "entra",
      name: ["properties.displayName", "properties.friendlyName"],
    },
    at,
  );
  const email =
    name !== null && suffix !== null && !name.includes("@") ? readEmail(`${name}@${suffix}`) : null;
  if (email === null || person?.email) return person;
  return { ...(person ?? nobody), email, username: null, foundAt: `${at}properties.accountName` };
}
