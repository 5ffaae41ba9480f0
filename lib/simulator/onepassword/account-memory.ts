import type { EventsToken, StoredEvent } from "./events/event.ts";
import type { EventMemory } from "./events/event-memory.ts";
import { eventFromEffect } from "./events/event-from-effect.ts";
import type { Application, JournalRecord } from "./journal-record.ts";
import type { ApplicationName, EffectEntry, LedgerEntry } from "./ledger.ts";
import type { Modes } from "./modes.ts";
import type { People } from "./people.ts";
import type { Tokens } from "./tokens.ts";

/** What an account knows while it runs. All of it follows from the seed and the journal. */
export interface Memory {
  accountId: string;
  /** When the seeded events end, in milliseconds since 1970. */
  begin: number;
  people: People;
  applications: Map<ApplicationName, Application>;
  tokens: Tokens;
  entries: LedgerEntry[];
  modes: Modes;
  events: EventMemory;
  /** Those that no effect made, with the ledger's newest entry when they came. */
  emitted: { afterSeq: number; event: StoredEvent }[];
  eventsTokens: Map<string, EventsToken>;
}

export function replay(memory: Memory, record: JournalRecord): void {
  switch (record.record) {
    case "account":
      return;
    case "application":
      memory.applications.set(record.application.name, record.application);
      return;
    case "modes":
      memory.modes = record.modes;
      return;
    case "person":
      memory.people.patch(record.id, record.patch);
      return;
    case "token":
      memory.tokens.set(record.digest, record);
      return;
    case "revoked-token":
      memory.tokens.delete(record.digest);
      return;
    case "entry":
      memory.entries.push(record.entry);
      if (record.entry.kind === "effect") applyEffect(memory, record.entry);
      return;
    case "events-begin":
      return;
    case "events-token":
      memory.eventsTokens.set(record.token.token, record.token);
      return;
    case "event":
      memory.emitted.push({ afterSeq: record.afterSeq, event: record.event });
      memory.events.add(record.event);
      return;
  }
}

function applyEffect(memory: Memory, effect: EffectEntry): void {
  const { people, accountId } = memory;
  people.setState(effect.user, effect.after);
  if (!effect.changed) return;
  memory.events.add(
    eventFromEffect({
      effect,
      accountId,
      person: people.find(effect.user),
      owner: people.slice({ limit: 1, accept: ({ role }) => role === "owner" }).people[0],
      delayMs: memory.modes.eventDelayMs,
    }),
  );
}

export function snapshot(memory: Memory, now: Date): JournalRecord[] {
  return [
    ...[...memory.applications.values()].map((application) => ({
      record: "application" as const,
      application,
    })),
    { record: "events-begin", at: memory.begin },
    ...[...memory.eventsTokens.values()].map((token) => ({ record: "events-token" as const, token })),
    { record: "modes", modes: memory.modes },
    ...[...memory.people.patches()].map(([id, patch]) => ({ record: "person" as const, id, patch })),
    ...[...memory.tokens.values()]
      .filter((token) => token.expiresAt > now.getTime())
      .map((token) => ({ ...token, record: "token" as const })),
    ...inOrder(memory),
  ];
}

/** Entries and events as they came: what a cursor has passed must not stand behind it after a restart. */
function inOrder({ entries, emitted }: Memory): JournalRecord[] {
  const records: JournalRecord[] = [];
  let at = 0;
  for (const entry of entries) {
    for (; at < emitted.length && (emitted[at]?.afterSeq ?? 0) < entry.seq; at += 1) push(emitted[at]);
    records.push({ record: "entry", entry });
  }
  for (; at < emitted.length; at += 1) push(emitted[at]);
  return records;

  function push(one: Memory["emitted"][number] | undefined): void {
    if (one !== undefined) records.push({ record: "event", ...one });
  }
}

/** Effects and calls that could have had one are kept for ever; of the rest the newest. */
export function withoutOldReads(entries: readonly LedgerEntry[], kept: number): LedgerEntry[] {
  const isRead = (entry: LedgerEntry) =>
    entry.kind === "call" && entry.operation !== "suspend" && entry.operation !== "reactivate";
  let surplus = entries.filter(isRead).length - kept;
  return entries.filter((entry) => {
    if (!isRead(entry) || surplus <= 0) return true;
    surplus -= 1;
    return false;
  });
}
