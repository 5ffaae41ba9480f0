import type { Entry } from "#lib/domain/entry.ts";
import { foldRequest, type FoldedRequest } from "#lib/domain/fold-request.ts";
import type { LogCheckStore } from "#lib/ports/log-check-store.ts";
import type { Findings } from "./findings.ts";
import { parseEntry } from "./check-entry.ts";

const requestsAtOnce = 500;
const looks = 3;

/** Holds what the tables say of requests against what the log tells of them. */
export interface RequestCheck {
  take(entry: Entry): void;
  /** Compares every request of the table, and of the log. `breathe` is awaited between pages. */
  all(breathe: () => Promise<void>): Promise<void>;
  /** Compares those that were told of, and those that are open: what a change would have most effect on. */
  touched(breathe: () => Promise<void>): Promise<void>;
}

export function createRequestCheck(store: LogCheckStore, findings: Findings): RequestCheck {
  const stories = new Map<string, FoldedRequest | null>();

  /** The story as the log tells it now, all of it: a request may have moved since it was read. */
  async function confirm(key: string): Promise<void> {
    let words: string | null = null;
    for (let look = 0; look < looks; look += 1) {
      const before = await store.request(key);
      const records = await store.entriesOfRequest(key);
      const told = records
        .map(({ bytes }) => parseEntry(bytes))
        .reduce<FoldedRequest | null>((story, entry) => (entry ? foldRequest(story, entry) : story), null);
      words = difference(key, before, told);
      if (words === null) return;
      // Table and entries are read one after the other: only a row that stood still can be compared.
      if (isSame(before, await store.request(key))) break;
    }
    if (words === null) return;
    const [first] = await store.entriesOfRequest(key);
    findings.add("projection", { epoch: 0, chain: first?.chain ?? null, n: first?.n ?? null }, words);
  }

  async function eachStored(
    onlyOpen: boolean,
    breathe: () => Promise<void>,
    look: (row: FoldedRequest & { key: string }) => Promise<void>,
  ): Promise<void> {
    for (let after: string | null = null; ; await breathe()) {
      const page: (FoldedRequest & { key: string })[] = await store.requests({
        after,
        limit: requestsAtOnce,
        onlyOpen,
      });
      for (const row of page) await look(row);
      after = page.at(-1)?.key ?? null;
      if (page.length < requestsAtOnce) return;
    }
  }

  return {
    take(entry) {
      const key = entry.request?.key;
      if (key !== undefined) stories.set(key, foldRequest(stories.get(key) ?? null, entry));
    },
    async all(breathe) {
      const unseen = new Set(stories.keys());
      await eachStored(false, breathe, async ({ key, ...row }) => {
        unseen.delete(key);
        if (difference(key, row, stories.get(key) ?? null) !== null) await confirm(key);
      });
      for (const key of unseen) await confirm(key);
    },
    async touched(breathe) {
      const keys = new Set(stories.keys());
      await eachStored(true, breathe, ({ key }) => {
        keys.add(key);
        return Promise.resolve();
      });
      for (const key of keys) {
        await confirm(key);
        await breathe();
      }
    },
  };
}

function difference(key: string, row: FoldedRequest | null, told: FoldedRequest | null): string | null {
  if (row === null || told === null) {
    if (row === told) return null;
    return row === null
      ? `${key} is told of in the log and isn't in the table of requests.`
      : `${key} stands in the table of requests, and the log tells of no such request.`;
  }
  for (const [name, what] of Object.entries(names) as [keyof FoldedRequest, string][]) {
    if (row[name] === told[name]) continue;
    return `${key} has the ${what} ${show(row[name])} in the table of requests, and the log says ${show(told[name])}.`;
  }
  return null;
}

const names = {
  status: "status",
  approvals: "number of approvals",
  requesterPersonId: "requester",
  digest: "digest",
  caseKey: "case",
} satisfies Record<keyof FoldedRequest, string>;

function isSame(a: FoldedRequest | null, b: FoldedRequest | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function show(value: string | number | null): string {
  return value === null ? "nobody" : String(value).slice(0, 80);
}
