import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { type FiledSignal, fileSignals } from "#lib/use-cases/file-signal.ts";
import type { FileInput, SourceFiling } from "#lib/use-cases/filing/file-input.ts";
import { identifySignals } from "#lib/adapters/signals/identify-signals.ts";
import { readEvent } from "#lib/adapters/signals/read-event.ts";
import { findTraceparent } from "#lib/adapters/signals/read-traceparent.ts";
import type { BodyEvent } from "#lib/adapters/signals/split-body.ts";

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
}

/**
 * Files the events, those of a body in as few commits as can be. Those that can't be read are kept as dead letters, last
 * and together: when something breaks in between, the sender tries again, and no letter is kept twice.
 */
export async function fileEvents(services: Services, actor: Actor, batch: Batch): Promise<ResultRow[]> {
  const read = batch.events.map((one, index) => ({ index, ...readOne(batch, one) }));
  const filed = await fileSignals(
    services,
    actor,
    read.flatMap(({ inputs }) => inputs),
  ).catch(asFault);
  let at = 0;
  const rows = read.flatMap(({ index, inputs, rejected }): ResultRow[] => {
    if (rejected !== null) return [{ index, status: "rejected", reason: rejected }];
    const own = filed.slice(at, at + inputs.length);
    at += inputs.length;
    return own.map((one) => toRow(index, one));
  });
  const rejected = batch.events.filter((one) => one.rejected !== null);
  if (rejected.length === 0) return rows;
  await services.stores.commit(
    rejected.map(({ raw, rejected: reason }) =>
      services.stores.signals.insertDeadLetter({
        id: services.ids.next(),
        source: batch.source.name,
        receivedAt: batch.receivedAt,
        reason,
        raw,
      }),
    ),
  );
  return rows;
}

function readOne(
  { source, receivedAt, traceparent }: Batch,
  one: BodyEvent,
): { inputs: FileInput[]; rejected: string | null } {
  if (one.event === null) return { inputs: [], rejected: one.rejected };
  const { event, raw } = one;
  const context = { source: source.name, preset: source.preset, receivedAt };
  const delivery = {
    source: source.name,
    receivedAt,
    traceparent: findTraceparent(event) ?? traceparent,
    signature: "signed" as const,
    raw,
  };
  const { defaultDomain, threshold } = source as SourceRecord & SourceFiling;
  const signals = identifySignals(readEvent(event, context), sha256Hex(raw));
  return {
    inputs: signals.map((signal) => ({ signal, delivery, settings: { defaultDomain, threshold } })),
    rejected: null,
  };
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
