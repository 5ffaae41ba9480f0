import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { witnessEvents } from "./witness-events.ts";
import { runDetections } from "./run-detections.ts";

const eventsAtOnce = 500;

/**
 * Gives events that were committed, are new and aren't baseline to whoever looks at them, oldest first, and only then
 * marks them. A crash in between means that they come again, so everything here must bear that.
 */
export async function handlePending(services: Services): Promise<number> {
  const { stores } = services;
  let handled = 0;
  for (;;) {
    const events = await stores.events.pending(eventsAtOnce);
    if (events.length === 0) return handled;
    await handleEvents(services, events);
    await stores.commit(stores.events.markHandled(events));
    handled += events.length;
  }
}

async function handleEvents(services: Services, events: readonly AccountEvent[]): Promise<void> {
  await witnessEvents(services, events);
  await runDetections(services, events);
}
