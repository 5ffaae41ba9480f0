import type { Entry } from "#lib/domain/entry.ts";
import { canonicalText } from "#lib/log/canonical.ts";
import { type Background, type BackgroundFold, foldBackground } from "#lib/ocsf/background.ts";
import type { OcsfContext } from "#lib/ocsf/ocsf-event.ts";
import { toOcsf } from "#lib/ocsf/to-ocsf.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { decryptAll, parseEntry, tellEntries } from "#lib/use-cases/tell-entry.ts";

const readAtOnce = 500;

/**
 * The entries as OCSF events, a line of canonical JSON each (without a line feed), in the order given. A chain's
 * entries have to be in their order and without gaps; what came before the first one is read from the log, so that a
 * line says the same whichever part of the log it is made from. The same entries give the same bytes, until a text
 * among them is erased.
 */
export async function ocsfLines(
  services: Services,
  records: readonly EntryRecord[],
  context: OcsfContext,
): Promise<string[]> {
  const reading = rememberKeys(services);
  const told = await tellEntries(reading, records);
  const read = await readAll(reading, records);
  const names = await namesIn(services, read);
  return read.map(({ record, ...rest }, at) =>
    canonicalText(toOcsf({ ...rest, hash: record.hash, names, story: told[at]?.story ?? "", context })),
  );
}

/** The texts of a case share few keys: each is fetched once. */
function rememberKeys(services: Services): Services {
  const { keys } = services.stores;
  const known = new Map<string, ReturnType<typeof keys.byKid>>();
  const byKid = (kid: string) => {
    const key = known.get(kid) ?? keys.byKid(kid);
    known.set(kid, key);
    return key;
  };
  return { ...services, stores: { ...services.stores, keys: { ...keys, byKid } } };
}

interface Read {
  record: EntryRecord;
  entry: Entry;
  texts: ReadonlyMap<string, string>;
  background: Background;
}

async function readAll(services: Services, records: readonly EntryRecord[]): Promise<Read[]> {
  const fold = foldBackground();
  const begun = new Set<string>();
  const read: Read[] = [];
  for (const record of records) {
    if (!begun.has(record.chain)) await readBefore(services, fold, record);
    begun.add(record.chain);
    const entry = parseEntry(record);
    const texts = await textsOf(services, entry);
    read.push({ record, entry, texts, background: fold.after(entry, texts) });
  }
  return read;
}

async function readBefore(services: Services, fold: BackgroundFold, first: EntryRecord): Promise<void> {
  for (let afterN = 0; afterN < first.n - 1;) {
    const limit = Math.min(readAtOnce, first.n - 1 - afterN);
    const earlier = await services.stores.log.ofChain(first.chain, { afterN, limit });
    for (const record of earlier) {
      const entry = parseEntry(record);
      fold.after(entry, await textsOf(services, entry));
    }
    const last = earlier.at(-1);
    if (last === undefined) return;
    afterN = last.n;
  }
}

async function textsOf(services: Services, entry: Entry): Promise<ReadonlyMap<string, string>> {
  return (await decryptAll(services, entry)).texts;
}

function namesIn(services: Services, read: readonly Read[]): Promise<Map<string, string>> {
  const ids = read.flatMap(({ entry, background }) => {
    const { personId, person, other } = entry.facts;
    return [entry.actor.personId, background.ownerPersonId, personId, person, other];
  });
  return services.stores.people.names([...new Set(ids.filter((id) => typeof id === "string"))]);
}
