import type { Entry } from "#lib/domain/entry.ts";
import { csvLine } from "#lib/report/csv.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { parseEntry, tellEntries } from "#lib/use-cases/tell-entry.ts";

const columns = [
  "time",
  "chain",
  "n",
  "index",
  "type",
  "actor_kind",
  "actor",
  "subject",
  "request",
  "before",
  "after",
  "outcome",
  "story",
  "hash",
] as const;

/** Without it Excel reads the file in the computer's own code page, and a name comes out garbled. */
const byteOrderMark = "\uFEFF";

/**
 * The entries as CSV (RFC 4180, UTF-8 with byte order mark, times in UTC), in the order given: a view, not the
 * evidence. Where the entries come from stands in the package's manifest; a first line of words would be no CSV.
 */
export async function timelineCsv(services: Services, records: readonly EntryRecord[]): Promise<string> {
  const told = await tellEntries(services, records);
  const lines = records.map((record, at) => {
    const entry = parseEntry(record);
    return csvLine([
      entry.at,
      entry.chain.key,
      entry.chain.n,
      told[at]?.index ?? null,
      entry.type,
      entry.actor.kind,
      told[at]?.actor ?? null,
      entry.subject?.userId ?? null,
      entry.request?.key ?? null,
      stateWord(entry.before),
      stateWord(entry.after),
      entry.outcome && [entry.outcome.result, entry.outcome.code].filter(Boolean).join(", "),
      told[at]?.story ?? null,
      record.hash,
    ]);
  });
  return byteOrderMark + csvLine(columns) + lines.join("");
}

function stateWord(value: Entry["before"]): string | null {
  return value === null || typeof value === "string" ? value : value.state;
}
