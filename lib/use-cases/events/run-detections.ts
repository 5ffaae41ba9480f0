import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";

/** Looks for what the built-in detections know in events that are new. An event may come twice after a crash. */
export function runDetections(_services: Services, _events: readonly AccountEvent[]): Promise<void> {
  return Promise.resolve();
}
