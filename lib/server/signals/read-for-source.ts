import type { Signal } from "#lib/domain/signal.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { applySource, type SourceTerms } from "#lib/adapters/signals/apply-source.ts";
import type { JsonObject } from "#lib/adapters/signals/find-field.ts";
import { identifySignals } from "#lib/adapters/signals/identify-signals.ts";
import { openOddEvent } from "#lib/adapters/signals/open-odd-event.ts";
import { readEvent } from "#lib/adapters/signals/read-event.ts";
import type { BodyEvent } from "#lib/adapters/signals/split-body.ts";

export type ReadEvent =
  | { event: JsonObject; signals: Signal[]; rejected: null }
  | { event: null; signals: null; rejected: "not_json" | "not_an_object" | "unreadable" };

/** What a source's settings say of kinds and subjects; asked once for a delivery. */
export async function termsOf({ stores }: Services, source: SourceRecord): Promise<SourceTerms> {
  const [kinds, stream] = await Promise.all([
    stores.trust.kindsOf(source.name),
    stores.ssf.bySource(source.name),
  ]);
  return {
    subjectForm: stream === null || stream.removedAt !== null ? null : stream.subjectForm,
    threshold: source.threshold,
    defaultDomain: source.defaultDomain,
    kinds: new Map(kinds.map(({ ruleId, kind }) => [ruleId, kind])),
  };
}

/**
 * Reads one event as its source wants it read. The intake, the replay of dead letters and the test of a sample all
 * read by this. A reader that fails on an event leaves it to the dead letters; the others of its delivery count.
 */
export function readForSource(
  one: BodyEvent,
  input: {
    source: SourceRecord;
    terms: SourceTerms;
    receivedAt: Date;
    /** The request's: a CloudEvent in binary mode has its attributes there. */
    headers?: { get(name: string): string | null };
  },
): ReadEvent {
  const { source, terms, receivedAt } = input;
  try {
    const event = one.event ?? openOddEvent(one.raw, source.mapping);
    if (event === null) return { event: null, signals: null, rejected: one.rejected ?? "not_an_object" };
    const context = {
      source: source.name,
      preset: source.preset,
      receivedAt,
      mapping: source.mapping,
      subjectForm: terms.subjectForm,
      ...(input.headers && { headers: input.headers }),
    };
    const signals = identifySignals(readEvent(event, context), sha256Hex(one.raw));
    return { event, signals: signals.map((signal) => applySource(signal, terms)), rejected: null };
  } catch {
    return { event: null, signals: null, rejected: "unreadable" };
  }
}
