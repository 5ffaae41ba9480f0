import { severityFromWord } from "#lib/domain/severity.ts";
import type { Signal } from "#lib/domain/signal.ts";
import { mappedFields, type MappedField, type SourceMapping } from "#lib/domain/source-mapping.ts";
import type { FoundField } from "#lib/domain/views/source-view.ts";
import { cleanText } from "./clean-text.ts";
import { findAtPath } from "./find-at-path.ts";
import type { JsonObject } from "./find-field.ts";
import { type Leaf, listLeaves } from "./list-leaves.ts";
import { readEmail } from "./read-email.ts";
import { readConfidence, readSeverity } from "./read-severity.ts";
import { parseTime } from "./read-time.ts";

const maxLeaves = 2_000;

/** How a name of a field usually sounds, to tell places apart in which the same value stands. */
const sounds: Readonly<Record<MappedField, RegExp>> = {
  email: /mail|upn|principal|user|actor|account/i,
  onepasswordId: /id$/i,
  username: /user|login|account|principal/i,
  displayName: /name/i,
  title: /title|name|summary|message/i,
  severity: /sever|level|risk|prio|score/i,
  confidence: /confid/i,
  rule: /rule|detect|type|action/i,
  id: /id$/i,
  time: /time|date|created|stamp|published/i,
  ip: /ip|addr/i,
  url: /url|link/i,
  description: /desc|reason|summary|message|detail/i,
};

/**
 * What the reader found in an event, field by field, with the place. A mapped field's place is its path; of the others
 * it is where that value stands in the event, the best sounding name first.
 */
export function locateFields(
  event: JsonObject,
  signal: Signal,
  { mapping, receivedAt }: { mapping: SourceMapping | null; receivedAt: Date },
): FoundField[] {
  const leaves = listLeaves(event, maxLeaves);
  return mappedFields.map((field): FoundField => {
    const value = valueOf(signal, field);
    const path = mapping?.fields[field];
    if (path !== undefined) {
      const [hit] = findAtPath(event, path);
      const isAssumed = value === null || assumed(signal, field);
      return {
        field,
        value,
        at: isAssumed ? null : (hit?.at ?? null),
        how: isAssumed ? "missing" : "mapped",
      };
    }
    if (value === null) return { field, value, at: null, how: "missing" };
    if (assumed(signal, field)) return { field, value, at: null, how: "assumed" };
    const fitting = leaves.filter((leaf) => says(leaf, { field, signal, receivedAt }));
    const place = fitting.find(({ path: at }) => sounds[field].test(at)) ?? fitting[0];
    const at = field === "email" && signal.subject.foundAt !== null ? signal.subject.foundAt : place?.path;
    return { field, value, at: at ?? null, how: at === undefined ? "assumed" : "found" };
  });
}

function valueOf(signal: Signal, field: MappedField): string | null {
  switch (field) {
    case "email":
    case "onepasswordId":
    case "username":
    case "displayName":
      return signal.subject[field];
    case "title":
    case "severity":
    case "ip":
    case "url":
    case "description":
      return signal[field];
    case "confidence":
      return signal.confidence === null ? null : String(signal.confidence);
    case "rule":
      return signal.ruleId;
    case "id":
      // A digest of ours stands in for an id; the sender gave none.
      return signal.nativeId?.startsWith("sha256:") === true ? null : signal.nativeId;
    case "time":
      return signal.time.toISOString();
  }
}

function assumed(signal: Signal, field: MappedField): boolean {
  return (field === "severity" && signal.severityAssumed) || (field === "time" && signal.timeAssumed);
}

function says(
  leaf: Leaf,
  { field, signal, receivedAt }: { field: MappedField; signal: Signal; receivedAt: Date },
): boolean {
  switch (field) {
    case "time":
      return parseTime(leaf.value, receivedAt)?.getTime() === signal.time.getTime();
    case "severity":
      return severityOf(leaf.value) === signal.severity && sounds.severity.test(leaf.path);
    case "confidence":
      return readConfidence(leaf.value) === signal.confidence && sounds.confidence.test(leaf.path);
    case "email":
      return readEmail(leaf.value) === signal.subject.email;
    case "id":
      return signal.nativeId?.startsWith(String(leaf.value)) === true && sounds.id.test(leaf.path);
    case "onepasswordId":
    case "username":
    case "displayName":
    case "title":
    case "rule":
    case "ip":
    case "url":
    case "description":
      return cleanText(leaf.value, 4_000)?.startsWith(valueOf(signal, field) ?? " ") === true;
  }
}

function severityOf(value: unknown) {
  const word = typeof value === "string" ? severityFromWord(value) : null;
  return word ?? readSeverity({ risk_score: value }) ?? readSeverity({ severity_id: value });
}
