import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { detectInDelivery } from "#lib/use-cases/events/detect-in-delivery.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
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
 * Files the events one by one. Those that can't be read are kept as dead letters, last and together: when something
 * breaks in between, the sender tries again, and no letter is kept twice.
 */
export async function fileEvents(services: Services, actor: Actor, batch: Batch): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  for (const [index, one] of batch.events.entries()) {
    if (one.event === null) rows.push({ index, status: "rejected", reason: one.rejected });
    else
      rows.push(...(await fileEvent(services, actor, { ...batch, index, raw: one.raw, event: one.event })));
  }
  const rejected = batch.events.filter((one) => one.rejected !== null);
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

async function fileEvent(
  services: Services,
  actor: Actor,
  input: Omit<Batch, "events"> & { index: number; raw: Uint8Array; event: NonNullable<BodyEvent["event"]> },
): Promise<ResultRow[]> {
  const { source, receivedAt, event, raw, index } = input;
  const context = { source: source.name, preset: source.preset, receivedAt };
  const delivery = {
    source: source.name,
    receivedAt,
    traceparent: findTraceparent(event) ?? input.traceparent,
    signature: "signed" as const,
    raw,
  };
  const rows: ResultRow[] = [];
  for (const signal of identifySignals(readEvent(event, context), sha256Hex(raw))) {
    const filed = await fileSignal(services, actor, { signal, delivery }).catch(asFault);
    if (signal.format.startsWith("onepassword."))
      await detectInDelivery(services, { event, signal, delivery }).catch(asFault);
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
