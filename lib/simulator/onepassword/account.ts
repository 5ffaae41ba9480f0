import { type Memory, replay, snapshot, withoutOldReads } from "./account-memory.ts";
import type { EventsToken, EventStream, WireEvent } from "./events/event.ts";
import { createEventMemory, type EventMemory } from "./events/event-memory.ts";
import { createEventsGate, type EventsGate } from "./events/events-gate.ts";
import { makeEventsToken } from "./events/make-events-token.ts";
import { seedEvents } from "./events/seed-events.ts";
import { makeApplications } from "./applications.ts";
import { noJournal, openJournal } from "./journal.ts";
import type { Application, JournalRecord } from "./journal-record.ts";
import type { ApplicationName, CallEntry, EffectEntry, LedgerEntry } from "./ledger.ts";
import { makeId } from "./make-id.ts";
import { type Modes, usualModes } from "./modes.ts";
import { createPeople, type People } from "./people.ts";
import type { PersonPatch } from "./person.ts";
import { seedPeople } from "./seed-people.ts";
import type { TokenRecord } from "./tokens.ts";

type WithoutSeq<Entry> = Entry extends LedgerEntry ? Omit<Entry, "seq" | "kind"> : never;

/** One simulated 1Password account. Everything that changes it goes through here, and so into the journal. */
export interface Account {
  readonly id: string;
  readonly seed: number;
  readonly people: People;
  readonly applications: ReadonlyMap<ApplicationName, Application>;
  readonly tokens: ReadonlyMap<string, TokenRecord>;
  readonly entries: readonly LedgerEntry[];
  readonly modes: Readonly<Modes>;
  readonly events: EventMemory;
  readonly eventsGate: EventsGate;
  /** Tokens of Events Reporting; the first is the console's. */
  readonly eventsTokens: readonly EventsToken[];
  /** The account's own time. */
  now(): Date;
  /** Applies a state and records that it was applied; on the disk before it returns. */
  recordEffect(effect: WithoutSeq<EffectEntry>): number;
  recordCall(call: WithoutSeq<CallEntry>): void;
  patchPerson(id: string, patch: PersonPatch): void;
  changeModes(change: Partial<Modes>): void;
  changeApplication(name: ApplicationName, change: Partial<Pick<Application, "scopes" | "revoked">>): void;
  addToken(token: TokenRecord): void;
  revokeToken(digest: string): void;
  /** Something happens that the Events API tells. Gives the event as it is told. */
  emit(stream: EventStream, event: WireEvent): WireEvent;
  addEventsToken(
    wanted: {
      days?: number | null | undefined;
      features?: EventStream[] | undefined;
      accountId?: string | undefined;
    },
    how: { revokeOthers: boolean },
  ): EventsToken;
  /** Back to the seed, with an empty ledger. Credentials and tokens stay good. */
  reset(): void;
  close(): void;
}

export interface AccountOptions {
  stateFile?: string | undefined;
  /** Used for a new account only: an existing state file says for itself who is in it. */
  seed: number;
  people: number;
}

/** Above this size a restart leaves out of the journal what only read. */
const compactAboveBytes = 8 * 1024 * 1024;
const keptReads = 5_000;
/** Of how many people the two weeks before the account tell. */
const seededPeople = 40;

export function openAccount(options: AccountOptions): Account {
  const opened =
    options.stateFile === undefined
      ? { journal: noJournal, records: [], bytes: 0 }
      : openJournal(options.stateFile);
  const { journal } = opened;
  const header = opened.records.find((record) => record.record === "account") ?? {
    record: "account" as const,
    format: 1 as const,
    seed: options.seed,
    people: options.people,
  };
  const id = makeId(`${header.seed}/account`);
  const begun = opened.records.findLast((record) => record.record === "events-begin");
  const fresh = (
    begin: number,
  ): Pick<Memory, "begin" | "people" | "entries" | "modes" | "events" | "emitted"> => {
    const people = createPeople(seedPeople({ seed: header.seed, count: header.people }));
    // As they are now: what happens to them later changes nothing of the weeks before.
    const some = people.slice({ limit: seededPeople }).people.map((person) => ({ ...person }));
    const seeded = () => seedEvents({ seed: header.seed, accountId: id, begin, people: some });
    const epoch = makeId(`${header.seed}/${begin}`);
    return {
      begin,
      people,
      entries: [],
      modes: usualModes,
      events: createEventMemory(epoch, seeded),
      emitted: [],
    };
  };
  const memory: Memory = {
    ...fresh(begun?.at ?? Date.now()),
    accountId: id,
    applications: new Map(),
    tokens: new Map(),
    eventsTokens: new Map(),
  };
  for (const record of opened.records) replay(memory, record);
  let lastSeq = memory.entries.reduce((highest, entry) => Math.max(highest, entry.seq), 0);
  const eventsGate = createEventsGate();

  const keep = (record: JournalRecord, durable: boolean): void => {
    journal.append(record, durable);
    replay(memory, record);
  };
  const now = () => new Date(Date.now() + memory.modes.clockOffsetMs);
  const account: Account = {
    id,
    seed: header.seed,
    get people() {
      return memory.people;
    },
    applications: memory.applications,
    tokens: memory.tokens,
    get entries() {
      return memory.entries;
    },
    get modes() {
      return memory.modes;
    },
    get events() {
      return memory.events;
    },
    get eventsTokens() {
      return [...memory.eventsTokens.values()];
    },
    eventsGate,
    now,
    recordEffect(effect) {
      const seq = lastSeq + 1;
      keep({ record: "entry", entry: { kind: "effect", seq, ...effect } }, true);
      lastSeq = seq;
      return seq;
    },
    recordCall(call) {
      lastSeq += 1;
      keep({ record: "entry", entry: { kind: "call", seq: lastSeq, ...call } }, false);
      if (memory.entries.length > 60_000) memory.entries = withoutOldReads(memory.entries, 20_000);
    },
    patchPerson: (id, patch) => keep({ record: "person", id, patch }, true),
    changeModes: (change) => keep({ record: "modes", modes: { ...memory.modes, ...change } }, true),
    changeApplication(name, change) {
      const application = memory.applications.get(name);
      if (application !== undefined) {
        keep({ record: "application", application: { ...application, ...change } }, true);
      }
    },
    addToken: (token) => keep({ record: "token", ...token }, true),
    revokeToken: (digest) => keep({ record: "revoked-token", digest }, true),
    emit(stream, given) {
      const event = {
        uuid: makeId(`${id}/${memory.begin}/${stream}/${memory.events.of(stream).length}`),
        timestamp: now().toISOString(),
        account_uuid: id,
        ...given,
      };
      const stored = { stream, event, visibleAt: now().getTime() };
      keep({ record: "event", afterSeq: lastSeq, event: stored }, true);
      return event;
    },
    addEventsToken({ accountId, ...wanted }, { revokeOthers }) {
      const others = revokeOthers ? [...memory.eventsTokens.values()] : [];
      for (const token of others) keep({ record: "events-token", token: { ...token, revoked: true } }, true);
      const token = makeEventsToken({ accountUuid: accountId ?? id, now: now(), ...wanted });
      keep({ record: "events-token", token }, true);
      return token;
    },
    reset() {
      Object.assign(memory, fresh(Date.now()));
      journal.replace([header, ...snapshot(memory, account.now())]);
    },
    close: () => journal.close(),
  };
  if (memory.applications.size === 0) {
    for (const application of makeApplications()) memory.applications.set(application.name, application);
    journal.replace([header, ...snapshot(memory, account.now())]);
  } else if (opened.bytes > compactAboveBytes) {
    memory.entries = withoutOldReads(memory.entries, keptReads);
    journal.replace([header, ...snapshot(memory, account.now())]);
  } else if (begun === undefined) {
    // A state file from before there were events.
    keep({ record: "events-begin", at: memory.begin }, true);
  }
  if (memory.eventsTokens.size === 0) account.addEventsToken({}, { revokeOthers: false });
  return account;
}
