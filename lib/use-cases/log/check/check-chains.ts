import type { Entry } from "#lib/domain/entry.ts";
import { leafHashHex, noEntry } from "#lib/log/hashes.ts";
import type { LogCheckStore } from "#lib/ports/log-check-store.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import { entryName, type Findings, type Place } from "./findings.ts";

interface End {
  n: number;
  hash: string;
  at: number;
}

/** Follows every chain through the entries that are shown to it, in the order of the tree. */
export interface ChainCheck {
  /** Learns where these chains stood before what is shown next, for a check that begins in the middle. */
  begin(records: readonly EntryRecord[]): Promise<void>;
  take(record: EntryRecord, entry: Entry | null, place: Place): void;
  endOf(chain: string): End | null;
  keys(): Iterable<string>;
}

export function createChainCheck(store: LogCheckStore, findings: Findings): ChainCheck {
  const ends = new Map<string, End>();
  /** The first leaf of a later epoch stands before entries of its chain that waited then. */
  const openings = new Map<string, { n: number; prev: string; hash: string; at: number }>();

  function follow(record: EntryRecord, entry: Entry | null, place: Place): void {
    const { chain, n } = record;
    const end = ends.get(chain) ?? { n: 0, hash: noEntry, at: -Infinity };
    const where = { ...place, chain, n };
    const name = entryName(chain, n);
    if (n <= end.n) {
      findings.add("chain_gap", where, `${name} stands in the log twice.`);
      return;
    }
    if (n > end.n + 1) {
      const gone = entryName(chain, end.n + 1);
      findings.add("chain_gap", { ...where, n: end.n + 1 }, `${gone} is missing.`);
    } else if (entry !== null && entry.chain.prev !== end.hash) {
      findings.add("chain_prev", where, `${name} doesn't follow the one before it.`);
    }
    const at = record.at.getTime();
    if (at < end.at) findings.add("chain_time", where, `${name} is earlier than the one before it.`);
    ends.set(chain, { n, hash: record.hash, at });
    const opening = openings.get(chain);
    if (opening?.n !== n + 1) return;
    openings.delete(chain);
    if (opening.prev !== record.hash) {
      const opened = entryName(chain, opening.n);
      findings.add("chain_prev", { ...where, n: opening.n }, `${opened} doesn't follow the one before it.`);
    }
    ends.set(chain, { n: opening.n, hash: opening.hash, at: opening.at });
  }

  return {
    async begin(records) {
      const first = new Map<string, number>();
      for (const { chain, n } of records) {
        if (!ends.has(chain)) first.set(chain, Math.min(first.get(chain) ?? n, n));
      }
      const before = [...first].flatMap(([chain, n]) => (n > 1 ? [{ chain, n: n - 1 }] : []));
      for (const record of await store.entriesAt(before)) {
        ends.set(record.chain, {
          n: record.n,
          hash: leafHashHex(record.bytes),
          at: record.at.getTime(),
        });
      }
    },
    take(record, entry, place) {
      const { chain, n, hash, at } = record;
      const isOpening = entry?.type === "epoch.opened" && place.index === 0 && place.epoch > 1;
      if (isOpening && n > (ends.get(chain)?.n ?? 0) + 1) {
        openings.set(chain, { n, prev: entry.chain.prev, hash, at: at.getTime() });
      } else follow(record, entry, place);
    },
    endOf: (chain) => ends.get(chain) ?? null,
    keys: () => ends.keys(),
  };
}
