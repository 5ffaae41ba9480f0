import { makeApplications } from "./applications.ts";
import { noJournal, openJournal } from "./journal.ts";
import type { Application, JournalRecord } from "./journal-record.ts";
import type { ApplicationName, CallEntry, EffectEntry, LedgerEntry } from "./ledger.ts";
import { makeId } from "./make-id.ts";
import { type Modes, usualModes } from "./modes.ts";
import { createPeople, type People } from "./people.ts";
import type { PersonPatch } from "./person.ts";
import { seedPeople } from "./seed-people.ts";
import type { TokenRecord, Tokens } from "./tokens.ts";

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
  const seeded = () => createPeople(seedPeople({ seed: header.seed, count: header.people }));
  const memory: Memory = {
    people: seeded(),
    applications: new Map(),
    tokens: new Map(),
    entries: [],
    modes: usualModes,
  };
  for (const record of opened.records) replay(memory, record);
  let lastSeq = memory.entries.reduce((highest, entry) => Math.max(highest, entry.seq), 0);

  const keep = (record: JournalRecord, durable: boolean): void => {
    journal.append(record, durable);
    replay(memory, record);
  };
  const account: Account = {
    id: makeId(`${header.seed}/account`),
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
    now: () => new Date(Date.now() + memory.modes.clockOffsetMs),
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
    reset() {
      memory.people = seeded();
      memory.entries = [];
      memory.modes = usualModes;
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
  }
  return account;
}

interface Memory {
  people: People;
  applications: Map<ApplicationName, Application>;
  tokens: Tokens;
  entries: LedgerEntry[];
  modes: Modes;
}

function replay(memory: Memory, record: JournalRecord): void {
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
      if (record.entry.kind === "effect") memory.people.setState(record.entry.user, record.entry.after);
      return;
  }
}

function snapshot(memory: Memory, now: Date): JournalRecord[] {
  return [
    ...[...memory.applications.values()].map((application) => ({
      record: "application" as const,
      application,
    })),
    { record: "modes", modes: memory.modes },
    ...[...memory.people.patches()].map(([id, patch]) => ({ record: "person" as const, id, patch })),
    ...[...memory.tokens.values()]
      .filter((token) => token.expiresAt > now.getTime())
      .map((token) => ({ ...token, record: "token" as const })),
    ...memory.entries.map((entry) => ({ record: "entry" as const, entry })),
  ];
}

/** Effects and calls that could have had one are kept for ever; of the rest the newest. */
function withoutOldReads(entries: readonly LedgerEntry[], kept: number): LedgerEntry[] {
  const isRead = (entry: LedgerEntry) =>
    entry.kind === "call" && entry.operation !== "suspend" && entry.operation !== "reactivate";
  let surplus = entries.filter(isRead).length - kept;
  return entries.filter((entry) => {
    if (!isRead(entry) || surplus <= 0) return true;
    surplus -= 1;
    return false;
  });
}
