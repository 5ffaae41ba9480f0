import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { DeliverySignature } from "#lib/domain/signal.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { detectInDelivery } from "#lib/use-cases/events/detect-in-delivery.ts";
import { type FiledSignal, fileSignals } from "#lib/use-cases/file-signal.ts";
import type { FileInput } from "#lib/use-cases/filing/file-input.ts";
import { findTraceparent } from "#lib/adapters/signals/read-traceparent.ts";
import type { SourceTerms } from "#lib/adapters/signals/apply-source.ts";
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
 * Files the events, those of a body in as few commits as can be. Those that can't be read are kept as dead letters, last
 * and together: when something breaks in between, the sender tries again, and no letter is kept twice.
 */
export async function fileEvents(services: Services, actor: Actor, batch: Batch): Promise<ResultRow[]> {
  const terms = await termsOf(services, batch.source);
  const read = batch.events.map((one, index) => ({ index, raw: one.raw, ...readOne(batch, one, terms) }));
  const filed = await fileSignals(
    services,
    actor,
    read.flatMap(({ inputs }) => inputs),
  ).catch(asFault);
  for (const { event, inputs } of read) {
    for (const { signal, delivery } of inputs) {
      if (event === null || !signal.format.startsWith("onepassword.")) continue;
      await detectInDelivery(services, { event, signal, delivery }).catch(asFault);
    }
  }
  let at = 0;
  const rows = read.flatMap(({ index, inputs, rejected }): ResultRow[] => {
    if (rejected !== null) return [{ index, status: "rejected", reason: rejected }];
    const own = filed.slice(at, at + inputs.length);
    at += inputs.length;
    return own.map((one) => toRow(index, one));
  });
  const letters = read.flatMap(({ raw, rejected }) => (rejected === null ? [] : [{ raw, reason: rejected }]));
  if (letters.length === 0) return rows;
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

function readOne(
  batch: Batch,
  one: BodyEvent,
  terms: SourceTerms,
): { event: object | null; inputs: FileInput[]; rejected: string | null } {
  const { source, receivedAt, traceparent, signature } = batch;
  const { event, signals, rejected } = readForSource(one, { ...batch, terms });
  if (rejected !== null) return { event, inputs: [], rejected };
  const delivery = {
    source: source.name,
    receivedAt,
    traceparent: findTraceparent(event) ?? traceparent,
    signature,
    raw: one.raw,
  };
  return { event, inputs: signals.map((signal) => ({ signal, delivery })), rejected: null };
}

function toRow(index: number, filed: FiledSignal): ResultRow {
  return {
    index,
    status: filed.status,
    signalId: filed.signalId,
    ...(filed.caseKey !== null && { caseKey: filed.caseKey }),
    ...(filed.reason !== null && { reason: filed.reason }),
  };
}

/** A sender can't mend a lost race, and many don't repeat what was answered by 409: to them it is a fault of ours. */
function asFault(error: unknown): never {
  if (error instanceof DomainError)
    throw new Error(`The signal could not be filed: ${error.code}`, { cause: error });
  throw error;
}
