import { Entry } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { noEntry, leafHashHex } from "#lib/log/hashes.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { Stores } from "#lib/ports/store.ts";
import type { CheckpointRecord } from "#lib/ports/tree-store.ts";

/** An entry with its place in the sealed log. */
export interface SealedEntry {
  record: EntryRecord;
  entry: Entry;
  epoch: number;
  index: number;
}

/** More than this is not made while somebody waits. */
export const mostEntries = 10_000;
const readAtOnce = 1_000;

/** The checkpoint that a package is made from: of this size in the current epoch, or the newest. */
export async function packageHead({ tree }: Stores, size: number | undefined): Promise<CheckpointRecord> {
  const newest = await tree.newestCheckpoint();
  if (newest === null) throw new DomainError("not_found", { what: "a checkpoint: nothing is sealed yet" });
  if (size === undefined || size === newest.size) return newest;
  const older = await tree.checkpoint(newest.epoch, size);
  if (older === null) throw new DomainError("not_found", { what: `a signed checkpoint of size ${size}` });
  return older;
}

/** The entries of a case that this head covers, those of older epochs included. Throws when the chain doesn't hold. */
export async function entriesOfCase(
  { log, tree }: Stores,
  caseKey: string,
  head: CheckpointRecord,
): Promise<SealedEntry[]> {
  const sealed: SealedEntry[] = [];
  for (let afterN = 0; ;) {
    const records = await log.ofChain(caseKey, { afterN, limit: readAtOnce });
    const places = await tree.places(records.map(({ id }) => id));
    for (const record of records) {
      const place = places.get(record.id);
      const isCovered =
        place !== undefined &&
        (place.epoch < head.epoch || (place.epoch === head.epoch && place.index < head.size));
      // The chain is sealed in its order, so what follows isn't covered either.
      if (!isCovered) return checkedChain(caseKey, sealed);
      sealed.push({ record, entry: parse(record), ...place });
    }
    const last = records.at(-1);
    if (last === undefined || records.length < readAtOnce) return checkedChain(caseKey, sealed);
    if (sealed.length > mostEntries) throw tooMuch(sealed.length);
    afterN = last.n;
  }
}

/**
 * All entries of the current epoch from the first to the last one of the period, whatever their chains. `to` isn't part
 * of the period.
 */
export async function entriesOfPeriod(
  { tree }: Stores,
  { from, to }: { from: Date; to: Date },
  head: CheckpointRecord,
): Promise<SealedEntry[]> {
  const range = await tree.rangeOf({ epoch: head.epoch, size: head.size, from, to });
  if (range === null) return [];
  const { first, end } = range;
  if (end - first > mostEntries) throw tooMuch(end - first);
  const sealed: SealedEntry[] = [];
  for (let at = first; at < end; at += readAtOnce) {
    const leaves = await tree.leaves({
      epoch: head.epoch,
      from: at,
      size: end,
      limit: readAtOnce,
    });
    for (const { epoch, index, entry: record } of leaves) {
      sealed.push({ record, entry: parse(record), epoch, index });
    }
  }
  return sealed;
}

/** Bytes that aren't those of the hash, or no entry, make no package. */
function parse({ bytes, hash, chain, n }: EntryRecord): Entry {
  const parsed = leafHashHex(bytes) === hash ? Entry.safeParse(readJson(bytes)) : null;
  if (!parsed?.success) throw new DomainError("evidence_broken", { what: `Entry ${n} of ${chain}` });
  return parsed.data;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** No package is made of what wouldn't verify. */
function checkedChain(chain: string, sealed: SealedEntry[]): SealedEntry[] {
  let prev = noEntry;
  for (const [at, { record, entry }] of sealed.entries()) {
    const holds = entry.chain.key === chain && entry.chain.n === at + 1 && entry.chain.prev === prev;
    if (!holds) throw new DomainError("evidence_broken", { what: `Entry ${at + 1} of ${chain}` });
    prev = record.hash;
  }
  return sealed;
}

function tooMuch(entries: number): DomainError {
  return new DomainError("evidence_too_large", { entries: String(entries), most: String(mostEntries) });
}
