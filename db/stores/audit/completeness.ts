import { and, asc, count, eq, gt, gte, inArray, lt, ne, sql } from "drizzle-orm";
import { entryTypes } from "#lib/domain/entry.ts";
import type { AuditPeriod } from "#lib/domain/audit.ts";
import type { Completeness } from "#lib/ports/audit-store.ts";
import type { Client } from "#db/client.ts";
import { toNumber } from "./sql.ts";

/** How many of what is missing are named; all are counted. */
const named = 200;

/**
 * Whether anything of the period is missing. The cheap counts come first; only where two of them differ is looked for
 * what makes the difference.
 */
export async function readCompleteness(client: Client, period: AuditPeriod): Promise<Completeness> {
  const [numbers, unopened, chains, entries, unsealed] = await Promise.all([
    readNumbers(client, period),
    findUnopened(client, period),
    findBrokenChains(client),
    countEntries(client, period),
    countUnsealed(client, period),
  ]);
  return { ...numbers, unopened, ...chains, entries, unsealed };
}

async function readNumbers(client: Client, { from, to }: AuditPeriod) {
  const { db, schema } = client;
  const { request } = schema;
  const range = await db
    .select({
      lowest: sql<number | null>`min(${request.number})`,
      highest: sql<number | null>`max(${request.number})`,
    })
    .from(request)
    .where(and(gte(request.createdAt, from), lt(request.createdAt, to)));
  const { lowest = null, highest = null } = range[0] ?? {};
  if (lowest === null || highest === null) return { numbers: null, missing: [], missingTotal: 0 };
  const numbers = { lowest: Number(lowest), highest: Number(highest) };
  const within = and(gte(request.number, numbers.lowest), sql`${request.number} <= ${numbers.highest}`);
  const there = toNumber((await db.select({ count: count() }).from(request).where(within))[0]?.count);
  const missingTotal = numbers.highest - numbers.lowest + 1 - there;
  if (missingTotal === 0) return { numbers, missing: [], missingTotal };
  const rows = await db
    .select({ number: request.number })
    .from(request)
    .where(within)
    .orderBy(asc(request.number));
  const missing: number[] = [];
  let expected = numbers.lowest;
  for (const { number } of rows) {
    for (; expected < number && missing.length < named; expected += 1) missing.push(expected);
    expected = number + 1;
  }
  const told = await namedInLog(client, missing);
  return {
    numbers,
    missing: missing.map((number) => ({ number, inLog: told.has(`REQ-${number}`) })),
    missingTotal,
  };
}

async function namedInLog({ db, schema }: Client, numbers: readonly number[]): Promise<Set<string>> {
  const { entry } = schema;
  if (numbers.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ requestKey: entry.requestKey })
    .from(entry)
    .where(
      inArray(
        entry.requestKey,
        numbers.map((number) => `REQ-${number}`),
      ),
    );
  return new Set(rows.map(({ requestKey }) => requestKey ?? ""));
}

async function findUnopened({ db, schema }: Client, { from, to }: AuditPeriod): Promise<string[]> {
  const { request, entry } = schema;
  const made = and(gte(request.createdAt, from), lt(request.createdAt, to), ne(request.status, "proposed"));
  const [requests, submitted] = await Promise.all([
    db.select({ count: count() }).from(request).where(made),
    db
      .select({ count: count() })
      .from(entry)
      .where(and(eq(entry.type, "request.submitted"), gte(entry.at, from), lt(entry.at, to))),
  ]);
  if (toNumber(requests[0]?.count) === toNumber(submitted[0]?.count)) return [];
  const rows = await db
    .select({ key: request.key })
    .from(request)
    .where(
      and(
        made,
        sql`not exists (select 1 from ${entry} where ${entry.requestKey} = ${request.key} and ${entry.type} = 'request.submitted')`,
      ),
    )
    .limit(named);
  return rows.map(({ key }) => key);
}

async function findBrokenChains({ db, schema }: Client): Promise<{ chains: number; brokenChains: string[] }> {
  const { chain, entry } = schema;
  const [heads, stored] = await Promise.all([
    db.select({ chains: count(), entries: sql<number>`coalesce(sum(${chain.n}), 0)` }).from(chain),
    db.select({ count: count() }).from(entry),
  ]);
  const chains = toNumber(heads[0]?.chains);
  if (toNumber(heads[0]?.entries) === toNumber(stored[0]?.count)) return { chains, brokenChains: [] };
  const rows = await db
    .select({ key: chain.key })
    .from(chain)
    .leftJoin(entry, eq(entry.chain, chain.key))
    .groupBy(chain.key, chain.n)
    .having(sql`count(${entry.n}) <> ${chain.n} or max(${entry.n}) <> ${chain.n}`)
    .orderBy(asc(chain.key))
    .limit(named);
  return { chains, brokenChains: rows.map(({ key }) => key) };
}

async function countEntries({ db, schema }: Client, { from, to }: AuditPeriod): Promise<number> {
  const { entry } = schema;
  // The index begins with the type: its parts are counted one after the other, without a look at the rows.
  const rows = await db
    .select({ count: count() })
    .from(entry)
    .where(and(inArray(entry.type, [...entryTypes]), gte(entry.at, from), lt(entry.at, to)));
  return toNumber(rows[0]?.count);
}

async function countUnsealed({ db, schema }: Client, { from, to }: AuditPeriod): Promise<number> {
  const { chain, entry } = schema;
  const rows = await db
    .select({ count: count() })
    .from(chain)
    .innerJoin(entry, and(eq(entry.chain, chain.key), gt(entry.n, chain.sealedN)))
    .where(and(gt(chain.n, chain.sealedN), gte(entry.at, from), lt(entry.at, to)));
  return toNumber(rows[0]?.count);
}
