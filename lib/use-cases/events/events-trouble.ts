import type { EventsTrouble } from "#lib/domain/views/governance-view.ts";
import type { Services } from "#lib/ports/services.ts";

const silentAfterMs = 60 * 60_000;
const warnBeforeMs = 14 * 24 * 3_600_000;

/** The worst that is so about reading 1Password's events, or null. Streams that the token lacks are no trouble. */
export async function findEventsTrouble({
  stores,
  clock,
}: Pick<Services, "stores" | "clock">): Promise<EventsTrouble | null> {
  const cursors = (await stores.events.cursors()).filter(({ mode }) => mode !== "off");
  const now = clock.now();
  const rejected = cursors.find(({ mode }) => mode === "rejected");
  if (rejected) return { kind: "rejected", at: (rejected.lastErrorAt ?? now).toISOString() };
  const unconfirmed = cursors.find(({ mode }) => mode === "unconfirmed");
  if (unconfirmed) return { kind: "unconfirmed", at: unconfirmed.startedAt.toISOString() };
  const oldest = cursors
    .map(({ lastSuccessAt, startedAt }) => lastSuccessAt ?? startedAt)
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
  if (oldest && now.getTime() - oldest.getTime() > silentAfterMs) {
    return { kind: "silent", at: oldest.toISOString() };
  }
  const ends = cursors
    .flatMap(({ token }) => (token?.expiresAt ? [token.expiresAt] : []))
    .toSorted(byText)[0];
  return ends !== undefined && Date.parse(ends) - now.getTime() <= warnBeforeMs
    ? { kind: "expiring", at: ends }
    : null;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
