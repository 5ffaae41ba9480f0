import type { EventStream } from "#lib/domain/account-event.ts";
import type { AccountEvent, EventCursor } from "#lib/ports/event-store.ts";
import type { EventsApi, EventsFailure, EventsPage, EventsPlace } from "#lib/ports/events-api.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { handlePending } from "./handle-events.ts";

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/** How often is asked. All in milliseconds. */
const pollEveryMs = 10_000;
const againMs = 1_000;
const backOffMs = 30_000;
const backOffMaxMs = 600_000;
/** How far back the first reading goes. */
const baselineMs = 14 * dayMs;
/** How far before the last known event is read again after a cursor was lost. */
const overlapMs = hourMs;

export interface EventsPoller {
  /** One page of one stream. Gives after how many milliseconds to come again. */
  poll(stream: EventStream): Promise<number>;
}

/**
 * Reads the streams page by page: events and the cursor behind them in one commit, and only then what they lead to.
 * Several processes may poll at once: of two that read the same page one keeps it, and the other begins anew.
 */
export function createEventsPoller(services: Services, api: EventsApi): EventsPoller {
  const failures = new Map<EventStream, number>();

  const poll = async (stream: EventStream): Promise<number> => {
    const before = await services.stores.events.cursor(stream);
    // At the start the token is asked about first; after a refusal somebody has to do something.
    if (before === null || before.mode === "starting") return againMs;
    if (before.mode !== "on") return pollEveryMs;
    const page = await api.page(stream, placeOf(before));
    try {
      if (!page.ok) return await keepFailure(services, before, { page, failures });
      failures.delete(stream);
      await keepPage(services, before, page);
    } catch (error) {
      // Another process has moved this stream meanwhile.
      if (error instanceof Conflict) return againMs;
      throw error;
    }
    if (!page.hasMore) return pollEveryMs;
    return page.events.length === 0 ? againMs : 0;
  };

  let handling: Promise<unknown> = Promise.resolve();
  /** The streams' loops run side by side; what their events lead to doesn't. */
  const handle = (): Promise<unknown> => {
    handling = handling.catch(() => undefined).then(() => handlePending(services));
    return handling;
  };

  return {
    poll: async (stream) => {
      const waitMs = await poll(stream);
      await handle();
      return waitMs;
    },
  };
}

function placeOf({ cursor, lastEventAt, startedAt }: EventCursor): EventsPlace {
  if (cursor !== null) return { cursor };
  const from = lastEventAt === null ? startedAt.getTime() - baselineMs : lastEventAt.getTime() - overlapMs;
  return { startTime: new Date(from) };
}

async function keepPage(
  services: Services,
  before: EventCursor,
  page: Extract<EventsPage, { ok: true }>,
): Promise<void> {
  const { stores, clock } = services;
  const now = clock.now();
  const events = page.events.map((event): AccountEvent => {
    const at = event.at ?? now;
    const { uuid, userId, body } = event;
    return {
      stream: before.stream,
      uuid,
      userId,
      body,
      at,
      receivedAt: now,
      baseline: at < before.startedAt,
    };
  });
  const newest = Math.max(before.lastEventAt?.getTime() ?? 0, ...events.map(({ at }) => at.getTime()));
  // A clock of theirs that is ahead must not make us pass over what comes next.
  const lastEventAt = newest === 0 ? null : new Date(Math.min(newest, now.getTime()));
  await stores.commit([
    ...stores.events.insert(events),
    stores.events.updateCursor(before, {
      ...before,
      cursor: page.cursor,
      lastEventAt,
      lastSuccessAt: now,
      caughtUpAt: page.hasMore ? before.caughtUpAt : now,
      lastError: null,
      lastErrorAt: null,
    }),
  ]);
  if (before.lastError !== null) services.hints.publish({ kind: "settings" });
}

/** Keeps what went wrong, to be shown. Gives after how many milliseconds to try again. */
async function keepFailure(
  { stores, clock, hints }: Services,
  before: EventCursor,
  { page, failures }: { page: EventsFailure; failures: Map<EventStream, number> },
): Promise<number> {
  const count = failures.get(before.stream) ?? 0;
  failures.set(before.stream, count + 1);
  await stores.commit([
    stores.events.updateCursor(before, {
      ...before,
      mode: page.code === "unauthorized" ? "rejected" : before.mode,
      cursor: page.code === "cursor_refused" ? null : before.cursor,
      lastError: page.message,
      lastErrorAt: clock.now(),
    }),
  ]);
  hints.publish({ kind: "settings" });
  if (page.code === "cursor_refused") return againMs;
  const ownMs = Math.min(backOffMs * 2 ** count, backOffMaxMs);
  return page.code === "rate_limited" ? (page.retryAfterMs ?? ownMs) : ownMs;
}
