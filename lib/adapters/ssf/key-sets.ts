import { fetchKeys, type KeyFinder, type KeyPlace, KeysUnavailable } from "./fetch-keys.ts";

const freshMs = 10 * 60_000;
/** A token that no key fits may be of a new key, and may be anybody's: so often at most the keys are asked for again. */
const againMs = 60_000;
const failedMs = 5_000;

interface Kept {
  place: KeyPlace;
  keys: KeyFinder | null;
  fetchedAt: number;
  triedAt: number;
  hasFailed: boolean;
  underWay: Promise<KeyFinder> | null;
}

export interface KeySets {
  /** The stream's keys, at most 10 minutes old. Throws `KeysUnavailable`. */
  keysOf(stream: string, place: KeyPlace, now: Date): Promise<KeyFinder>;
  /** Newer ones than those; null where they were read less than a minute ago. Throws `KeysUnavailable`. */
  newerKeysOf(stream: string, place: KeyPlace, now: Date): Promise<KeyFinder | null>;
}

/** Transmitters' keys, kept by this process for a while. Each transmitter is asked once at a time. */
export function createKeySets(fetch: (place: KeyPlace) => Promise<KeyFinder> = fetchKeys): KeySets {
  const kept = new Map<string, Kept>();

  function keptFor(stream: string, place: KeyPlace): Kept {
    const known = kept.get(stream);
    if (known && known.place.url === place.url && known.place.privateHost === place.privateHost) return known;
    const fresh: Kept = {
      place,
      keys: null,
      fetchedAt: -Infinity,
      triedAt: -Infinity,
      hasFailed: false,
      underWay: null,
    };
    kept.set(stream, fresh);
    return fresh;
  }

  function ask(one: Kept, now: number): Promise<KeyFinder> {
    if (one.underWay) return one.underWay;
    one.triedAt = now;
    one.hasFailed = true;
    one.underWay = fetch(one.place)
      .then((keys) => {
        Object.assign(one, { keys, fetchedAt: now, hasFailed: false });
        return keys;
      })
      .finally(() => {
        one.underWay = null;
      });
    return one.underWay;
  }

  /** After a failure nobody has to wait for the next one. */
  function refuseAfterFailure(one: Kept, now: number, forMs: number): void {
    if (one.underWay !== null || !one.hasFailed || now - one.triedAt >= forMs) return;
    throw new KeysUnavailable("They could not be read a moment ago.");
  }

  return {
    keysOf: async (stream, place, at) => {
      const one = keptFor(stream, place);
      const now = at.getTime();
      if (one.keys && now - one.fetchedAt < freshMs) return one.keys;
      refuseAfterFailure(one, now, failedMs);
      return ask(one, now);
    },
    newerKeysOf: async (stream, place, at) => {
      const one = keptFor(stream, place);
      const now = at.getTime();
      refuseAfterFailure(one, now, againMs);
      return one.underWay === null && now - one.triedAt < againMs ? null : ask(one, now);
    },
  };
}
