import { severityFromWord } from "#lib/domain/severity.ts";
import { cleanText } from "./clean-text.ts";
import { describe, fieldsOf } from "./event-fields.ts";
import { type JsonObject, memberOf } from "./find-field.ts";
import type { Reading } from "./finish-reading.ts";
import { foundWithin } from "./make-person.ts";
import { asObject } from "./parse-json-text.ts";
import { techniquesIn } from "./read-attack.ts";
import { readEmail } from "./read-email.ts";

const wordsParted = /[\s"'<>()[\],;:]+/;

/**
 * Reads an alert of Panther. `readInner` reads the event that raised it, by its own format: the alert itself names
 * its subject only in the title, and that is a suggestion for a person and no key.
 */
export function readPanther(event: JsonObject, readInner: (inner: JsonObject) => Reading): Reading {
  const fields = fieldsOf(event);
  const content = asObject(memberOf(event, "alertContext")?.value);
  const inner = content && readInner(content);
  const title = fields.text("title", "name");
  return {
    format: "panther",
    people: (inner?.people ?? []).map((one) => foundWithin("alertContext.", one)),
    related: [...(inner?.related ?? []), ...addressesIn(title)],
    nativeId: fields.id("alertId"),
    ruleId: fields.text("id"),
    title,
    severity: severityFromWord(fields.word("severity")),
    times: [...fields.values("createdAt"), ...(inner?.times ?? [])],
    ip: inner?.ip ?? null,
    attack: techniquesIn(fields.values("tags", "reports")),
    url: fields.url("link"),
    description: describe(
      cleanText(fields.values("description", "runbook")[0], 3_500),
      inner?.description ?? null,
    ),
    context: fields.word("type").endsWith("rule_error"),
  };
}

function addressesIn(title: string | null): string[] {
  return (title ?? "").split(wordsParted).flatMap((word) => readEmail(word.replace(/\.$/, "")) ?? []);
}
