import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { FileInput } from "./file-input.ts";
import { dedupWindowMs, keptIds, type Seen, seenKey } from "./judge-repeat.ts";

/** Looks up everything by which the signals could be repeats: a few queries, however many there are. */
export async function loadSeen(
  { stores }: Services,
  inputs: readonly FileInput[],
  fingerprints: readonly string[],
): Promise<Seen> {
  const seen: Seen = { ids: new Map(), repeats: new Map(), fingerprints: new Map() };
  const bySource = Map.groupBy(inputs, ({ delivery }) => delivery.source);
  for (const [source, some] of bySource) {
    const kept = some.map(keptIds).filter((ids) => ids !== null);
    const own = [...new Set(kept.map((ids) => ids.own))];
    if (own.length === 0) continue;
    const found = await stores.signals.byNativeIds(source, own);
    // Only where an id is known does it matter under which other ones its events are kept.
    const further = kept.flatMap((ids) => (found.has(ids.own) ? [ids.revision, ids.other] : []));
    const more = further.length === 0 ? [] : await stores.signals.byNativeIds(source, [...new Set(further)]);
    for (const [id, record] of [...found, ...more]) seen.ids.set(seenKey(source, id), record);
    const repeats = await stores.signals.repeated(source, own);
    for (const [id, record] of repeats) seen.repeats.set(seenKey(source, id), record);
  }
  const oldest = Math.min(
    ...inputs.map((input) => input.delivery.receivedAt.getTime() - dedupWindowMs(input)),
  );
  const alike = await stores.signals.byFingerprints([...new Set(fingerprints)], new Date(oldest));
  for (const [fingerprint, record] of alike) seen.fingerprints.set(fingerprint, record);
  return seen;
}

/** What is filed now is known to what comes after it in the same body. */
export function rememberSeen(seen: Seen, record: SignalRecord): void {
  if (record.nativeId !== null) seen.ids.set(seenKey(record.source, record.nativeId), record);
  seen.fingerprints.set(record.fingerprint, record);
}
