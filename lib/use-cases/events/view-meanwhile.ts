import type { MeanwhileView } from "#lib/domain/views/meanwhile-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { tellAccountEvent } from "./tell-account-event.ts";
import { changeIn } from "./witness-events.ts";

const dayMs = 24 * 3_600_000;
/** How far the first reading goes back, and what is shown where nobody knows when the suspension was. */
const baselineMs = 14 * dayMs;
const shown = 30;

/** What 1Password's audit events say happened to the person since they were suspended, or that nobody was watching. */
export async function viewMeanwhile(services: Services, userId: string): Promise<MeanwhileView> {
  const { stores, clock } = services;
  const [cursor, newest] = await Promise.all([
    stores.events.cursor("auditevents"),
    stores.requests.newestSucceeded(userId),
  ]);
  const watching = cursor?.caughtUpAt ? cursor : null;
  const own = newest?.action === "suspend" ? (newest.decidedAt ?? newest.endedAt) : null;
  const recent = new Date(clock.now().getTime() - baselineMs);
  const found = (await stores.events.ofUser(userId, own ?? recent)).filter(
    ({ stream, body }) => stream === "auditevents" && Object.keys(body).length > 0,
  );
  const outside = own === null ? found.findLast((event) => changeIn(event) === "suspend") : undefined;
  const since = own ?? outside?.at ?? null;
  const events = found.filter(({ at }) => since === null || at >= since);
  return {
    since: since?.toISOString() ?? null,
    watchedFrom: watching && new Date(watching.startedAt.getTime() - baselineMs).toISOString(),
    watchedUntil: watching?.caughtUpAt?.toISOString() ?? null,
    events: events.slice(-shown).toReversed().map(tellAccountEvent),
    more: Math.max(0, events.length - shown),
  };
}
