import { nobody, type Signal, Signal as SignalShape } from "#lib/domain/signal.ts";
import { type Severity, severityFromWord } from "#lib/domain/severity.ts";
import { type MappedField, type SourceMapping, subjectFields } from "#lib/domain/source-mapping.ts";
import { cleanText, inWords } from "./clean-text.ts";
import { findAtPath } from "./find-at-path.ts";
import type { JsonObject } from "./find-field.ts";
import { readOnepasswordId } from "./onepassword-person.ts";
import { readIp, readUrl } from "./read-address.ts";
import { readEmail } from "./read-email.ts";
import { readId } from "./read-id.ts";
import { readConfidence, readSeverity } from "./read-severity.ts";
import { parseTime } from "./read-time.ts";

const maxPeople = 50;

interface MappedContext {
  source: string;
  receivedAt: Date;
  mapping: SourceMapping;
}

/**
 * An event by its source's mapping. `found` is what the readers make of it without one: whatever isn't mapped stays
 * theirs. What is mapped is taken from its path only: where nothing usable stands there it wasn't said, and for the
 * person that means nobody, never somebody else whom the event happens to name.
 */
export function readMapped(event: JsonObject, found: readonly Signal[], context: MappedContext): Signal[] {
  const { fields } = context.mapping;
  const all = <T>(field: MappedField, read: (value: unknown) => T | null): { value: T; at: string }[] => {
    const path = fields[field];
    if (path === undefined) return [];
    return findAtPath(event, path).flatMap(({ value, at }) => {
      const usable = read(value);
      return usable === null ? [] : [{ value: usable, at }];
    });
  };
  const instead = <T, B>(field: MappedField, read: (value: unknown) => T | null, before: B): T | B | null =>
    fields[field] === undefined ? before : (all(field, read)[0]?.value ?? null);

  const read = (base: Signal): Signal => {
    const ruleId = instead("rule", shortText, base.ruleId);
    const severity = instead("severity", severityBy(context.mapping), base.severity);
    const time = instead("time", (value) => parseTime(value, context.receivedAt), base.time);
    const title =
      instead("title", shortText, base.title) ??
      (ruleId === null ? null : shortText(inWords(ruleId))) ??
      shortText(`Event from ${context.source}`) ??
      "Event";
    const nativeId = instead("id", readId, base.nativeId);
    return {
      ...base,
      nativeId,
      alertId: fields.id === undefined ? base.alertId : nativeId,
      revision: fields.id === undefined ? base.revision : null,
      ruleId,
      title,
      severity: severity ?? "medium",
      severityAssumed: fields.severity === undefined ? base.severityAssumed : severity === null,
      confidence: instead("confidence", readConfidence, base.confidence),
      time: time ?? context.receivedAt,
      timeAssumed: fields.time === undefined ? base.timeAssumed : time === null,
      timeText:
        fields.time === undefined ? base.timeText : (all("time", shortText)[0]?.value.slice(0, 100) ?? null),
      ip: instead("ip", readIp, base.ip),
      url: instead("url", readUrl, base.url),
      description: instead("description", (value) => cleanText(value, 4_000), base.description),
    };
  };

  const [first] = found;
  if (!first) return [];
  if (subjectFields.every((field) => fields[field] === undefined)) {
    return found.map((signal) => SignalShape.parse(read(signal)));
  }
  const people = peopleOf(all);
  const template = read(first);
  if (people.length > maxPeople) {
    const list = cleanText(`Names ${people.length} people: ${people.map(wordFor).join(", ")}`, 4_000);
    return [SignalShape.parse({ ...template, subject: nobody, description: list })];
  }
  return (people.length === 0 ? [nobody] : people).map((subject) =>
    SignalShape.parse({ ...template, subject }),
  );
}

type All = <T>(field: MappedField, read: (value: unknown) => T | null) => { value: T; at: string }[];

/** Everybody at the mapped e-mail, else at the mapped id, else under the mapped name. */
function peopleOf(all: All): Signal["subject"][] {
  const emails = all("email", readEmail);
  const ids = all("onepasswordId", readOnepasswordId);
  const usernames = all("username", shortText);
  const names = all("displayName", shortText);
  const [keys, key] =
    emails.length > 0
      ? ([emails, "email"] as const)
      : ids.length > 0
        ? ([ids, "onepasswordId"] as const)
        : ([
            usernames.length > 0 ? usernames : names,
            usernames.length > 0 ? "username" : "displayName",
          ] as const);
  const once = [...new Map(keys.map((hit) => [hit.value, hit])).values()];
  const only = once.length === 1;
  return once.map(({ value, at }) => ({
    ...nobody,
    // What else is mapped belongs to this person only where there is one person.
    ...(only && {
      onepasswordId: ids[0]?.value ?? null,
      username: usernames[0]?.value ?? null,
      displayName: names[0]?.value ?? null,
    }),
    [key]: value,
    foundAt: at,
  }));
}

function wordFor(subject: Signal["subject"]): string {
  return subject.email ?? subject.onepasswordId ?? subject.username ?? subject.displayName ?? "nobody";
}

/** The source's own words first, then those that everybody uses, then numbers on the scale of 0 to 100. */
function severityBy({ severityWords = {} }: SourceMapping): (value: unknown) => Severity | null {
  const own = new Map(
    Object.entries(severityWords).map(([word, severity]) => [word.toLowerCase(), severity]),
  );
  return (value) => {
    if (typeof value !== "string" && typeof value !== "number") return null;
    const word = String(value).trim().toLowerCase();
    return own.get(word) ?? severityFromWord(word) ?? readSeverity({ risk_score: value });
  };
}

function shortText(value: unknown): string | null {
  return cleanText(value, 300);
}
