import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { DeliverySignature, Signal } from "#lib/domain/signal.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import type { JsonObject } from "#lib/adapters/signals/find-field.ts";
import { findTraceparent } from "#lib/adapters/signals/read-traceparent.ts";
import type { BodyEvent } from "#lib/adapters/signals/split-body.ts";
import { readForSource, termsOf } from "./read-for-source.ts";

/** What became of an event; one that names several people has a row for each of them, all with its `index`. */
export interface ResultRow {
  index: number;
  status: "accepted" | "duplicate" | "rejected";
  signalId?: string;
  caseKey?: string;
  reason?: string;
}

export interface Batch {
  events: readonly BodyEvent[];
  source: SourceRecord;
  receivedAt: Date;
  /** From the request's header; an event's own goes before it. */
  traceparent: string | null;
  /** The request's: a CloudEvent in binary mode has its attributes there. */
  headers?: { get(name: string): string | null };
  signature: DeliverySignature;
}

/**
 * Files the events one by one. Those that can't be read are kept as dead letters, last and together: when something
 * breaks in between, the sender tries again, and no letter is kept twice.
 */
export async function fileEvents(services: Services, actor: Actor, batch: Batch): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  const letters: { raw: Uint8Array; reason: string }[] = [];
  const terms = await termsOf(services, batch.source);
  for (const [index, one] of batch.events.entries()) {
    const read = readForSource(one, { ...batch, terms });
    if (read.rejected === null)
      rows.push(...(await fileEvent(services, actor, { ...batch, ...read, index, raw: one.raw })));
    else {
      rows.push({ index, status: "rejected", reason: read.rejected });
      letters.push({ raw: one.raw, reason: read.rejected });
    }
  }
  await services.stores.commit(
    letters.map((letter) =>
      services.stores.signals.insertDeadLetter({
        id: services.ids.next(),
        source: batch.source.name,
        receivedAt: batch.receivedAt,
        signature: batch.signature,
        ...letter,
      }),
    ),
  );
  return rows;
}

async function fileEvent(
  services: Services,
  actor: Actor,
  input: Omit<Batch, "events"> & { index: number; raw: Uint8Array; event: JsonObject; signals: Signal[] },
): Promise<ResultRow[]> {
  const { source, receivedAt, event, signals, raw, index, signature } = input;
  const delivery = {
    source: source.name,
    receivedAt,
    traceparent: findTraceparent(event) ?? input.traceparent,
    signature,
    raw,
  };
  const rows: ResultRow[] = [];
  for (const signal of signals) {
    const filed = await fileSignal(services, actor, { signal, delivery }).catch(asFault);
    rows.push({
      index,
      status: filed.status,
      signalId: filed.signalId,
      ...(filed.caseKey !== null && { caseKey: filed.caseKey }),
      ...(filed.reason !== null && { reason: filed.reason }),
    });
  }
  return rows;
}

/** A sender can't mend a lost race, and many don't repeat what was answered by 409: to them it is a fault of ours. */
function asFault(error: unknown): never {
  if (error instanceof DomainError)
    throw new Error(`The signal could not be filed: ${error.code}`, { cause: error });
  throw error;
}
