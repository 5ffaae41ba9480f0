import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { tellEntries } from "./tell-entry.ts";

const readAtOnce = 500;

/** An entry as the machine interface states it. */
export interface EntryReport {
  caseSeq: number;
  hash: string;
  /** Its place in the sealed log; null until it has one. */
  index: number | null;
  /** Base64 of the bytes that were hashed. */
  leaf: string;
  /** The same bytes, parsed. */
  entry: unknown;
  /** One sentence, with names in place of ids. */
  story: string;
  /** The reason, note or message that belongs to it, decrypted; null where there is none or it was erased. */
  quote: string | null;
}

/** Every entry of a case, oldest first. Throws `not_found`. */
export async function reportTimeline(
  services: Services,
  actor: Actor,
  input: { key: string },
): Promise<EntryReport[]> {
  requireReader(actor);
  const { stores } = services;
  // Only cases: the chain of the installation holds sign-ins, which this scope doesn't cover.
  const found = await stores.cases.byKey(input.key);
  if (!found) throw new DomainError("not_found", { what: `case ${input.key}` });
  const entries: EntryReport[] = [];
  for (let afterN = 0; ;) {
    const records = await stores.log.ofChain(found.key, { afterN, limit: readAtOnce });
    entries.push(...(await report(services, records)));
    const last = records.at(-1);
    if (last === undefined || records.length < readAtOnce) return entries;
    afterN = last.n;
  }
}

async function report(services: Services, records: readonly EntryRecord[]): Promise<EntryReport[]> {
  const told = await tellEntries(services, records);
  return records.map((record, index) => ({
    caseSeq: record.n,
    hash: record.hash,
    index: told[index]?.index ?? null,
    leaf: base64Of(record.bytes),
    entry: JSON.parse(new TextDecoder().decode(record.bytes)) as unknown,
    story: told[index]?.story ?? "",
    quote: told[index]?.quote ?? null,
  }));
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
