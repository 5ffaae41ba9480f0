import type { Signal } from "#lib/domain/signal.ts";

/**
 * Gives the signals of one event the ids by which repeats are told. Where an event names several people each of them
 * has an own signal, so each needs an own id. Without an id of the sender's the content stands in, provided that it
 * says when it happened: the same words at an unknown time may well be another event.
 */
export function identifySignals(signals: readonly Signal[], rawSha256: string): Signal[] {
  return signals.map((signal) => {
    const id = signal.nativeId ?? (signal.timeAssumed ? null : `sha256:${rawSha256}`);
    if (id === null || signals.length === 1) return { ...signal, nativeId: id };
    const who = signal.subject.onepasswordId ?? signal.subject.email ?? "nobody";
    const suffix = ` ${who}`.slice(0, 200);
    return { ...signal, nativeId: `${id.slice(0, 300 - suffix.length)}${suffix}` };
  });
}
