import type { Signal } from "#lib/domain/signal.ts";

/**
 * Gives the signals of one event the ids by which repeats are told. Where an event names several people each of them
 * has an own signal, so each needs an own id; events that came in one envelope have theirs already. Without an id of
 * the sender's the content stands in, provided that it says when it happened: the same words at an unknown time may
 * well be another event. A revision isn't part of the id: it is a further state of the same signal.
 */
export function identifySignals(signals: readonly Signal[], rawSha256: string): Signal[] {
  const ids = signals.map((signal) => signal.nativeId ?? (signal.timeAssumed ? null : `sha256:${rawSha256}`));
  const uses = Map.groupBy(ids, (id) => id);
  const given = new Set<string>();
  return signals.map((signal, index) => {
    const id = ids[index] ?? null;
    if (id === null || (uses.get(id)?.length ?? 0) < 2) return { ...signal, nativeId: id };
    const { onepasswordId, email, providerId } = signal.subject;
    const who = ` ${onepasswordId ?? email ?? providerId ?? "nobody"}`.slice(0, 200);
    // A sender that uses one id twice for one person in one delivery means two events.
    const own = given.has(id + who) ? `${who}#${index}` : who;
    given.add(id + who);
    return { ...signal, nativeId: `${id.slice(0, 300 - own.length)}${own}` };
  });
}
