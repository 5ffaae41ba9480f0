import Database from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { sqliteSchema as schema } from "#db/schema/define-schema.ts";
import { ownerBucket } from "#db/stores/case-counts.ts";
import { fromCase } from "#db/stores/case-rows.ts";
import { searchTerms } from "#db/stores/case-store.ts";
import { fromEntry } from "#db/stores/log-store.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryRecord, SignalRecord } from "#lib/ports/records.ts";
import type { Stores } from "#lib/ports/store.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { caseSearchText } from "#lib/use-cases/case-from-signal.ts";
import type { FixtureCase } from "./fixture-records.ts";
import { prepareInsert } from "./prepare-insert.ts";

const casesPerTransaction = 5_000;
const raw = Buffer.from("{}");

/**
 * Inserts cases as the stores would, with statements that are prepared once: through the stores a hundred thousand
 * cases take minutes, and what is measured is reading them.
 */
export async function insertCases(databaseUrl: string, cases: Iterable<FixtureCase>): Promise<void> {
  const database = new Database(databaseUrl.slice("file:".length));
  try {
    const insert = prepareInserts(database);
    const counts = new Map<string, number>();
    let left = 0;
    for (const one of cases) {
      if (left === 0) database.exec("begin immediate");
      const { found, signal, subject } = one;
      insert.cases(fromCase(found));
      for (const term of searchTerms(caseSearchText(found, subject, signal)))
        insert.caseTerm({ caseId: found.id, term });
      insert.signal(toSignalRow(signal));
      const entries = await entriesOf(one);
      for (const entry of entries) insert.entry({ ...fromEntry(entry), bytes: Buffer.from(entry.bytes) });
      const last = entries.at(-1);
      if (last) insert.chain({ key: found.key, n: last.n, hash: last.hash, at: last.at, sealedN: 0 });
      const bucket = `${found.status} ${found.severity} ${ownerBucket(found.ownerPersonId)}`;
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      left = (left + 1) % casesPerTransaction;
      if (left === 0) database.exec("commit");
    }
    if (left > 0) database.exec("commit");
    for (const [bucket, count] of counts) {
      const [status, severity, owner] = bucket.split(" ");
      insert.caseCount({ status, severity, owner, count });
    }
  } finally {
    database.close();
  }
}

function prepareInserts(database: Database.Database) {
  return {
    cases: prepareInsert(database, schema.cases),
    caseTerm: prepareInsert(database, schema.caseTerm),
    caseCount: prepareInsert(database, schema.caseCount),
    signal: prepareInsert(database, schema.signal),
    entry: prepareInsert(database, schema.entry),
    chain: prepareInsert(database, schema.chain),
  };
}

function toSignalRow({ dedupMinutes: _dedup, ...signal }: SignalRecord): typeof schema.signal.$inferInsert {
  return {
    ...signal,
    idUsedTwice: Number(signal.idUsedTwice),
    context: Number(signal.context),
    related: JSON.stringify(signal.related),
    severityAssumed: Number(signal.severityAssumed),
    timeAssumed: Number(signal.timeAssumed),
    attack: signal.attack.join(" "),
    subject: JSON.stringify(signal.subject),
    raw,
  };
}

/** The chain of one case, made by the product's own code without its database. */
async function entriesOf({ found, signal, accountId }: FixtureCase): Promise<EntryRecord[]> {
  const made: EntryRecord[] = [];
  const log: Pick<Stores["log"], "heads" | "appendAll"> = {
    heads: () => Promise.resolve(new Map()),
    appendAll: (parts) => {
      for (const { entries } of parts) made.push(...entries);
      return [];
    },
  };
  const services = {
    stores: { log } as Stores,
    clock: { now: () => found.openedAt },
    ids: { next: uuidv7 },
    simulated: true,
  };
  const about = { workflowId: found.workflowId, subject: { account: accountId, userId: found.subjectId } };
  await appendEntries(services, makeSystemActor("intake"), found.key, [
    { type: "case.opened", ...about, after: "new", facts: { severity: found.severity } },
    { type: "signal.received", ...about, cause: { signals: [signal.id], policy: null } },
  ]);
  return made;
}
