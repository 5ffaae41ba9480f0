import { Entry } from "#lib/domain/entry.ts";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";
import { decryptField } from "#lib/log/field-cipher.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { sealedPlaces } from "./log/report-log.ts";
import { tellStory } from "./tell-story.ts";

/** Texts of an entry that are shown as a quotation, in the order in which they are looked for. */
const quotable = ["reason", "note", "message", "difference", "title"];

/**
 * Makes stored entries readable: parsed from the very bytes that are hashed, decrypted where the key still exists,
 * told in one sentence. A text whose key was destroyed stays unreadable; the entry stays.
 */
export async function tellEntries(
  services: Services,
  records: readonly EntryRecord[],
): Promise<TimelineEntry[]> {
  const entries = records.map((record) => ({
    record,
    entry: parseEntry(record),
  }));
  const personIds = entries.flatMap(({ entry }) =>
    [entry.actor.personId, ...peopleIn(entry)].filter((id): id is string => id !== null),
  );
  const [names, places] = await Promise.all([
    namesOf(
      services,
      personIds,
      entries.map(({ entry }) => entry),
    ),
    sealedPlaces(
      services,
      records.map(({ id }) => id),
    ),
  ]);
  return Promise.all(
    entries.map(async ({ record, entry }): Promise<TimelineEntry> => {
      const { texts, erased } = await decryptAll(services, entry);
      return {
        id: entry.id,
        n: entry.chain.n,
        at: entry.at,
        late: entry.late,
        type: entry.type,
        actor: actorName(entry, names),
        story: tellStory(entry, { actor: actorName(entry, names), texts, names }),
        quote: quotable.map((field) => texts.get(field)).find((text) => text !== undefined) ?? null,
        ...(erased && { erased }),
        facts: recordFacts(entry),
        hash: record.hash,
        index: places.get(record.id) ?? null,
        simulated: entry.actor.simulated,
      };
    }),
  );
}

/** The entry as its stored bytes say it. */
export function parseEntry({ bytes }: EntryRecord): Entry {
  return Entry.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The entry's texts by field; `erased` where a key was destroyed and its text is left out. */
export async function decryptAll(
  services: Services,
  entry: Entry,
): Promise<{ texts: Map<string, string>; erased: boolean }> {
  const texts = new Map<string, string>();
  let erased = false;
  for (const encrypted of entry.enc) {
    const holder = await services.stores.keys.byKid(encrypted.kid);
    if (!holder) {
      erased = true;
      continue;
    }
    const text = decryptField({
      installationId: services.stores.installationId,
      entryId: entry.id,
      encrypted,
      holder,
    });
    if (text !== null) texts.set(encrypted.field, text);
  }
  return { texts, erased };
}

/** Names of people by their id, and of keys by theirs. */
async function namesOf(
  { stores }: Services,
  personIds: string[],
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const keyIds = new Set(
    entries.filter(({ actor }) => actor.kind === "key").map(({ actor }) => actor.name ?? ""),
  );
  const [people, keys] = await Promise.all([
    stores.people.names(personIds),
    Promise.all([...keyIds].map((id) => stores.apiKeys.byId(id))),
  ]);
  return new Map([
    ...people,
    ...keys.filter((key) => key !== null).map(({ id, name }) => [id, name] as const),
  ]);
}

function actorName(entry: Entry, names: ReadonlyMap<string, string>): string {
  const { kind, personId, name } = entry.actor;
  switch (kind) {
    case "person":
      return (personId === null ? undefined : names.get(personId)) ?? "somebody removed";
    case "key":
      return `key ${names.get(name ?? "") ?? name ?? ""}`;
    case "system":
      return "Countersign";
  }
}

// A case's owner is told by the ids before and after.
function peopleIn(entry: Entry): (string | null)[] {
  if (entry.facts["what"] !== "owner") return [];
  return [entry.before, entry.after].map((value) => (typeof value === "string" ? value : null));
}

function recordFacts(entry: Entry): [string, string][] {
  const facts: [string, string][] = [];
  const add = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined && value !== "") facts.push([name, value]);
  };
  const words = (value: Entry["before"]) =>
    value === null || typeof value === "string" ? value : `${value.state}, read ${value.readAt}`;
  add("before", words(entry.before));
  add("after", words(entry.after));
  add("outcome", entry.outcome && [entry.outcome.result, entry.outcome.code].filter(Boolean).join(", "));
  add("request", entry.request?.key);
  add("digest", entry.request?.digest);
  if (entry.call) {
    const { method, path, status, ms, attempt, fence, requestId } = entry.call;
    add("call", `${method} ${path}`);
    add("status", status === null ? null : String(status));
    add("time taken", status === null ? null : `${ms} ms`);
    add("attempt", `${attempt}, fence ${fence}`);
    add("1Password's request id", requestId);
  }
  add(
    "policy",
    entry.cause?.policy &&
      `${entry.cause.policy.id} v${entry.cause.policy.version}, ${entry.cause.policy.rule}`,
  );
  add("session", entry.actor.sessionRef);
  add("signed in", entry.actor.authTime);
  for (const [name, value] of Object.entries(entry.facts)) add(name, value);
  add("workflow id", entry.workflowId);
  return facts;
}
