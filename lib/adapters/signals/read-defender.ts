import { severityFromWord } from "#lib/domain/severity.ts";
import { cleanText } from "./clean-text.ts";
import { describe, type EventFields, fieldsOf } from "./event-fields.ts";
import { findAll, type JsonObject } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { makePerson, type Person } from "./make-person.ts";
import { techniquesIn } from "./read-attack.ts";
import { joinIds } from "./read-id.ts";

/**
 * Reads an incident or alert of Microsoft Defender. `assignedTo` and who commented are analysts and are looked at
 * nowhere; the users stand in the evidence of the alerts, which may be absent.
 */
export function readDefender(event: JsonObject): Reading {
  const fields = fieldsOf(event);
  const status = fields.word("status");
  const replacement = fields.id("redirectIncidentId");
  const id = replacement ?? fields.id("id", "incidentId");
  const tenant = fields.id("tenantId");
  return {
    format: "defender",
    people: usersOf(fields),
    nativeId: id !== null && tenant !== null ? joinIds(`${tenant}/${id}`) : id,
    revision: fields.text("lastUpdateDateTime"),
    alertId: id,
    ruleId: fields.text("detectorId", "alerts.detectorId", "determination", "alerts.determination"),
    title: fields.text("displayName", "title", "alerts.title"),
    severity: severityFromWord(fields.word("severity")),
    times: fields.values("createdDateTime"),
    attack: techniquesIn(fields.values("mitreTechniques", "alerts.mitreTechniques")),
    url: fields.url("incidentWebUrl", "alertWebUrl"),
    description: describe(
      cleanText(fields.values("description", "summary", "alerts.description")[0], 3_000),
      replacement !== null && `Merged into incident ${replacement}`,
    ),
    context: ["resolved", "redirected"].includes(status) || fields.word("classification") === "falsepositive",
  };
}

/** Everybody in the evidence, those first whom Microsoft calls compromised. */
function usersOf(fields: EventFields): Person[] {
  const evidence = [...fields.objects("evidence"), ...fields.objects("alerts.evidence")];
  const users = evidence.flatMap(({ value, at }) => {
    const person = userIn(value, `${at}.`);
    const isCompromised = findAll(value, "roles").some(({ value: role }) => role === "compromised");
    return person ? [{ person, isCompromised }] : [];
  });
  return users
    .toSorted((a, b) => Number(b.isCompromised) - Number(a.isCompromised))
    .map(({ person }) => person);
}

function userIn(evidence: JsonObject, at: string): Person | null {
  return (
    makePerson(
      evidence,
      {
        email: ["userAccount.userPrincipalName"],
        id: ["userAccount.azureAdUserId"],
        provider: "entra",
        name: ["userAccount.displayName"],
      },
      at,
    ) ?? makePerson(evidence, { email: ["primaryAddress"], name: ["displayName"] }, at)
  );
}
