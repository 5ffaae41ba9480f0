import { Entry } from "#lib/domain/entry.ts";
import { canonicalBytes } from "#lib/log/canonical.ts";
import { leafHashHex } from "#lib/log/hashes.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import { entryName, type Findings, type Place } from "./findings.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Whether an entry's bytes are what was hashed and what an entry can be, and whether the columns beside them repeat
 * what is in them. Gives the entry, or null where its bytes are none.
 */
export function checkEntry(record: EntryRecord, place: Place, findings: Findings): Entry | null {
  const name = entryName(record.chain, record.n);
  const where = { ...place, chain: record.chain, n: record.n };
  const isHashed = leafHashHex(record.bytes) === record.hash;
  if (!isHashed) findings.add("leaf_hash", where, `${name} doesn't match its hash.`);
  const entry = parseEntry(record.bytes);
  if (entry === null) {
    if (isHashed)
      findings.add("bytes_form", where, `${name} isn't in the form in which entries are written.`);
    return null;
  }
  const other = isHashed ? differentColumn(entry, record) : null;
  if (other !== null) {
    findings.add("projection", where, `${name} has another ${other} beside its bytes than in them.`);
  }
  return entry;
}

/** The entry that these bytes are, or null where they aren't exactly one. */
export function parseEntry(bytes: Uint8Array): Entry | null {
  try {
    const entry = Entry.parse(JSON.parse(utf8.decode(bytes)));
    return Buffer.compare(canonicalBytes(entry), bytes) === 0 ? entry : null;
  } catch {
    return null;
  }
}

function differentColumn(entry: Entry, record: EntryRecord): string | null {
  if (entry.id !== record.id) return "id";
  if (entry.chain.key !== record.chain || entry.chain.n !== record.n) return "place in its chain";
  if (entry.at !== record.at.toISOString()) return "time";
  if (entry.type !== record.type) return "type";
  return (entry.request?.key ?? null) === record.requestKey ? null : "request";
}
