import "server-only";

import { eventStreams } from "#lib/domain/account-event.ts";
import type { EventsApi } from "#lib/ports/events-api.ts";
import { createEventsPoller } from "#lib/use-cases/events/poll-events.ts";
import { setUpEvents } from "#lib/use-cases/events/set-up-events.ts";
import type { Repeat } from "./background.ts";
import type { Services } from "./services.ts";

const askAgainMs = 30_000;
const askEveryMs = 3_600_000;
/** A token that was refused stays refused: the next start asks, or somebody who presses Test. */
const rejectedMs = 24 * 3_600_000;
const haltedMs = 10_000;

/** Asks what the token is for, and reads its streams, each in a loop of its own. */
export function pollEvents(services: Services, api: EventsApi, repeat: Repeat): void {
  const poller = createEventsPoller(services, api);
  repeat("asking what the token of the Events API is for", askEveryMs, async () => {
    const asked = await setUpEvents(services, api);
    if (asked.ok) return undefined;
    services.log.warn({ problem: asked.message }, "the Events API said nothing about its token");
    return asked.code === "unauthorized" ? rejectedMs : askAgainMs;
  });
  for (const stream of eventStreams) {
    repeat(`reading ${stream}`, haltedMs, () =>
      services.seal.standing().state === "halted" ? Promise.resolve(haltedMs) : poller.poll(stream),
    );
  }
}
