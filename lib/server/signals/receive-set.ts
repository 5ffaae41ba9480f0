import { makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { SsfStreamRecord } from "#lib/ports/ssf-store.ts";
import type { Stores } from "#lib/ports/store.ts";
import { createTurns } from "#lib/use-cases/take-turns.ts";
import { isVerification } from "#lib/adapters/signals/read-caep.ts";
import { readTraceparent } from "#lib/adapters/signals/read-traceparent.ts";
import { KeysUnavailable } from "#lib/adapters/ssf/fetch-keys.ts";
import { createKeySets, type KeySets } from "#lib/adapters/ssf/key-sets.ts";
import type { RefusedSet } from "#lib/adapters/ssf/refused-set.ts";
import { type VerifiedSet, verifySet } from "#lib/adapters/ssf/verify-set.ts";
import { fileEvents } from "./file-events.ts";
import { checkType, readBody } from "./read-body.ts";
import { findSource, receiptOf } from "./receive-delivery.ts";
import { createUnderWay } from "./under-way.ts";

export const setType = "application/secevent+jwt";
const setTypes = new Set([setType]);
const setLimitBytes = 65_536;

const underWay = createUnderWay(64);
const turns = createTurns();

// One for each database in this process: what is kept of keys belongs to the streams that are set up there.
const allKeySets = new WeakMap<Stores, KeySets>();

interface IncomingSet {
  /** Name of the stream, which is that of its source. */
  stream: string;
  headers: { get(name: string): string | null };
  body: ReadableStream<Uint8Array> | null;
}

/**
 * Takes in a security event token that a transmitter pushes (RFC 8935): its payload goes the way of every other event
 * of the stream's source. Null once it is taken, also where it came before or can't be read; else why it is refused.
 * Throws `source_unknown`, `unsupported_type`, `body_too_large`, `rate_limited`, and `keys_unavailable` where nobody
 * can say whether it is genuine. Nothing is filed then.
 */
export async function receiveSet(services: Services, incoming: IncomingSet): Promise<RefusedSet | null> {
  const { source, stream } = await findStream(services, incoming.stream);
  checkType(incoming.headers, setTypes);
  return underWay.run(async () => {
    const body = await readBody(incoming, setLimitBytes);
    const now = services.clock.now();
    const set = await verify(services, { stream, body, now });
    if (!set.ok) return set;
    await turns(`${source.name} ${set.jti}`, () =>
      file(services, { source, set, receivedAt: now, headers: incoming.headers }),
    );
    return null;
  });
}

/** A stream that is removed, and one whose source is switched off, are told apart from none by nobody outside. */
async function findStream(
  services: Services,
  name: string,
): Promise<{ source: SourceRecord; stream: SsfStreamRecord }> {
  const source = await findSource(services, name);
  const stream = await services.stores.ssf.bySource(source.name);
  if (stream === null || stream.removedAt !== null) throw new DomainError("source_unknown");
  return { source, stream };
}

async function verify(
  { stores }: Services,
  { stream, body, now }: { stream: SsfStreamRecord; body: Uint8Array; now: Date },
): Promise<VerifiedSet | RefusedSet> {
  const keySets = allKeySets.get(stores) ?? createKeySets();
  allKeySets.set(stores, keySets);
  const { source, issuer, audience, jwksUrl, privateHost } = stream;
  const place = { url: jwksUrl, privateHost };
  try {
    return await verifySet(body, {
      issuer,
      audience,
      keys: () => keySets.keysOf(source, place, now),
      newerKeys: () => keySets.newerKeysOf(source, place, now),
      now,
    });
  } catch (error) {
    if (error instanceof KeysUnavailable) throw new DomainError("keys_unavailable");
    throw error;
  }
}

interface GenuineSet {
  source: SourceRecord;
  set: VerifiedSet;
  receivedAt: Date;
  headers: IncomingSet["headers"];
}

async function file(services: Services, { source, set, receivedAt, headers }: GenuineSet): Promise<void> {
  const { stores } = services;
  const verified = set.eventTypes.some(isVerification);
  // A verification is about the stream alone: it shows that the way is open, and is no signal.
  if (!set.eventTypes.every(isVerification)) {
    const rows = await fileEvents(services, makeSystemActor("intake"), {
      events: [{ raw: set.raw, event: set.claims, rejected: null }],
      // Whatever else the source sends: this is a security event token.
      source: { ...source, preset: "auto" },
      receivedAt,
      traceparent: readTraceparent(headers.get("traceparent")),
      signature: "signed",
    });
    await stores.sources.countDelivery(source.name, { ...receiptOf(rows), at: receivedAt });
  }
  await stores.ssf.noteToken(source.name, { at: receivedAt, verified });
  if (verified) services.hints.publish({ kind: "settings" });
}
