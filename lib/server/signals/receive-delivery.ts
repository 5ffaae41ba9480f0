import { makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireKey } from "#lib/server/api-key.ts";
import { createTurns } from "#lib/use-cases/take-turns.ts";
import { readTraceparent } from "#lib/adapters/signals/read-traceparent.ts";
import {
  type BodyEvent,
  checkNesting,
  type RefusedBody,
  splitBody,
} from "#lib/adapters/signals/split-body.ts";
import { beginDelivery, finishDelivery } from "./delivery-memory.ts";
import { fileEvents, type ResultRow } from "./file-events.ts";
import { checkType, readBody } from "./read-body.ts";
import { createUnderWay } from "./under-way.ts";
import { verifySignature } from "./verify-signature.ts";

/** What a sender is told: the counts count events, the rows are one for each event and person. */
export interface Receipt {
  accepted: number;
  duplicates: number;
  rejected: number;
  results: ResultRow[];
}

interface IncomingDelivery {
  source: string;
  headers: { get(name: string): string | null };
  body: ReadableStream<Uint8Array> | null;
}

/** Up to 256 KiB each. */
const underWay = createUnderWay(64);

const turns = createTurns();

/**
 * Takes in what a source sends to its webhook: checks it in the order of cost, files its events, and answers what
 * became of each. Nothing of a refused delivery is stored, but for a known id with another body. Throws
 * `source_unknown`, `unsupported_type`, `body_too_large`, `signature_invalid`, `timestamp_out_of_range`,
 * `replay_with_other_body`, `not_json`, `rate_limited`, and of an unsigned one `key_rejected`, `scope_missing`; anything else is a fault after which the same delivery may
 * be sent again.
 */
export async function receiveDelivery(services: Services, incoming: IncomingDelivery): Promise<Receipt> {
  const source = await findSource(services, incoming.source);
  checkType(incoming.headers);
  return underWay.run(async () => {
    const body = await readBody(incoming);
    const tooDeep = checkNesting(body);
    if (tooDeep) throw refusalOf(tooDeep);
    const now = services.clock.now();
    if (isUnsigned(source, incoming.headers)) {
      return takeUnsigned(services, { source, body, receivedAt: now, headers: incoming.headers });
    }
    const secrets = source.secrets.slice(0, 2);
    const webhookId = verifySignature({ headers: incoming.headers, body, secrets, now });
    // A sender that gave up waiting sends again while the first is still under way: it then finds a replay.
    return turns(`${source.name} ${webhookId}`, () =>
      takeIn(services, { source, webhookId, body, receivedAt: now, headers: incoming.headers }),
    );
  });
}

/** Throws `source_unknown`, also where it is switched off. */
export async function findSource(services: Services, name: string): Promise<SourceRecord> {
  const source =
    name.length > 200 || /\p{Cc}/u.test(name) ? null : await services.stores.sources.byName(name);
  if (!source?.enabled) throw new DomainError("source_unknown");
  return source;
}

interface VerifiedDelivery {
  source: SourceRecord;
  webhookId: string;
  body: Uint8Array;
  receivedAt: Date;
  headers: IncomingDelivery["headers"];
}

async function takeIn(services: Services, delivery: VerifiedDelivery): Promise<Receipt> {
  const { source, webhookId, body, receivedAt } = delivery;
  const { sources } = services.stores;
  const known = { source: source.name, webhookId, bodySha256: sha256Hex(body), at: receivedAt };
  const begun = await beginDelivery(sources, known).catch((error: unknown) =>
    keepOtherBody(services, delivery, error),
  );
  const split = splitBody(body);
  if (!split.ok) {
    // The sender may correct its body and send it under the same id.
    await sources.forgetDelivery(source.name, webhookId);
    throw refusalOf(split);
  }
  if (begun === "replay") return replayOf(split.events);
  const rows = await fileEvents(services, makeSystemActor("intake"), {
    events: split.events,
    source,
    receivedAt,
    traceparent: readTraceparent(delivery.headers.get("traceparent")),
    // Of several events the headers would give each the same id.
    ...(split.events.length === 1 && { headers: delivery.headers }),
    signature: "signed",
  });
  await finishDelivery(sources, known);
  const receipt = receiptOf(rows);
  await sources.countDelivery(source.name, { ...receipt, at: receivedAt });
  return receipt;
}

/** A sender that can set only a fixed header: no signature at all, and a source that allows it. */
function isUnsigned(source: SourceRecord, headers: IncomingDelivery["headers"]): boolean {
  return (
    source.allowsUnsigned &&
    headers.get("webhook-signature") === null &&
    headers.get("authorization") !== null
  );
}

/** Nothing tells a repeat of the whole but the ids of its events. */
async function takeUnsigned(
  services: Services,
  delivery: Omit<VerifiedDelivery, "webhookId">,
): Promise<Receipt> {
  const { source, body, receivedAt, headers } = delivery;
  await requireKey(services, { authorization: headers.get("authorization"), scope: "signals:write" });
  const split = splitBody(body);
  if (!split.ok) throw refusalOf(split);
  const rows = await fileEvents(services, makeSystemActor("intake"), {
    events: split.events,
    source,
    receivedAt,
    traceparent: readTraceparent(headers.get("traceparent")),
    signature: "unsigned",
  });
  const receipt = receiptOf(rows);
  await services.stores.sources.countDelivery(source.name, { ...receipt, at: receivedAt });
  return receipt;
}

function refusalOf(split: RefusedBody): DomainError {
  return split.code === "not_json"
    ? new DomainError("not_json")
    : new DomainError("body_too_large", { limit: split.limit });
}

async function keepOtherBody(services: Services, delivery: VerifiedDelivery, error: unknown): Promise<never> {
  if (error instanceof DomainError && error.code === "replay_with_other_body") {
    await services.stores.commit([
      services.stores.signals.insertDeadLetter({
        id: services.ids.next(),
        source: delivery.source.name,
        receivedAt: delivery.receivedAt,
        reason: error.code,
        raw: delivery.body,
      }),
    ]);
  }
  throw error;
}

function replayOf(events: readonly BodyEvent[]): Receipt {
  const results = events.map((_, index): ResultRow => ({ index, status: "duplicate", reason: "replay" }));
  return { accepted: 0, duplicates: events.length, rejected: 0, results };
}

/** An event counts as accepted as soon as one of its people's signals is new. */
export function receiptOf(results: ResultRow[]): Receipt {
  const events = new Map<number, ResultRow["status"]>();
  for (const { index, status } of results) {
    if (status === "accepted" || !events.has(index)) events.set(index, status);
  }
  const count = (wanted: ResultRow["status"]) =>
    [...events.values()].filter((status) => status === wanted).length;
  return {
    accepted: count("accepted"),
    duplicates: count("duplicate"),
    rejected: count("rejected"),
    results,
  };
}
