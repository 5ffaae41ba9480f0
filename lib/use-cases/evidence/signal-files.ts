import { jsonFile, type PackageFile } from "#lib/evidence/package-file.ts";
import type { SignalFact } from "#lib/evidence/report-model.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Stores } from "#lib/ports/store.ts";
import type { SealedEntry } from "./collect-entries.ts";
import type { ReadText } from "#lib/evidence/request-story.ts";

/** What was received, as it was received: the bodies whose digests stand in these entries, and what is known of each. */
export async function signalFiles(
  { signals, sources }: Stores,
  sealed: readonly SealedEntry[],
  read: ReadText,
): Promise<{ files: PackageFile[]; facts: SignalFact[] }> {
  const owners = new Map((await sources.all()).map(({ name, owner }) => [name, owner]));
  const facts: SignalFact[] = [];
  const bodies: PackageFile[] = [];
  for (const { entry } of sealed) {
    const [id] = entry.cause?.signals ?? [];
    // One that was linked later has an entry in its source's chain and one in the case's.
    const isKnown = facts.some((fact) => fact.id === id);
    if (entry.type !== "signal.received" || id === undefined || isKnown) continue;
    const { source = "", signature = "", severity = "", rawSha256 = "" } = entry.facts;
    const [record, raw] = [await signals.byId(id), await signals.raw(id)];
    // A body is given only where the entry binds it.
    const isThere = raw !== null && raw.length > 0 && rawSha256 !== "";
    if (isThere && sha256Hex(raw) !== rawSha256) {
      throw new DomainError("evidence_broken", { what: `The body of signal ${id}` });
    }
    const file = isThere ? `signals/${id}.raw` : null;
    if (isThere && file !== null) bodies.push({ path: file, bytes: raw });
    facts.push({
      id,
      entry: entry.id,
      at: entry.at,
      source,
      signature,
      severity,
      rawSha256,
      file,
      title: read(entry, "title"),
      ruleId: record?.ruleId ?? null,
      owner: owners.get(source) ?? null,
      receivedAt: record?.receivedAt.toISOString() ?? null,
    });
  }
  const index = facts.map(({ id, source, receivedAt, signature, rawSha256, file }) => ({
    id,
    source,
    receivedAt,
    signature,
    rawSha256,
    file,
  }));
  return { files: [jsonFile("signals/index.json", { signals: index }), ...bodies], facts };
}
