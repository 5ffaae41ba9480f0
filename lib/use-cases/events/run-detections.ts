import { detections } from "#lib/domain/detections/all-detections.ts";
import { standingOf } from "#lib/domain/detections/detection.ts";
import type { AccountEvent } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { readDetectionSettings } from "./detection-settings.ts";
import { fileFinding } from "./file-finding.ts";
import { judgeEvents } from "./judge-events.ts";
import { ensureOwnSource, ownSource } from "./own-source.ts";
import { knowEvent } from "./read-history.ts";

/**
 * Looks for what the built-in detections know in events that are new, and files what they find. An event may come
 * twice after a crash: it never gives two signals. What was read at set-up is known to the rules and starts none.
 */
export async function runDetections(services: Services, events: readonly AccountEvent[]): Promise<void> {
  const settings = await readDetectionSettings(services);
  const rules = detections.filter((rule) => standingOf(rule, settings) === "on");
  const fresh = events.filter(({ baseline }) => !baseline).map(knowEvent);
  const found = await judgeEvents(services, { events: fresh, rules, settings });
  if (found.length > 0) await ensureOwnSource(services);
  for (const one of found) {
    // The event that completes it was there before anybody watched.
    if (one.record.baseline) continue;
    await fileFinding(services, {
      ...one,
      delivery: {
        source: ownSource,
        receivedAt: services.clock.now(),
        traceparent: null,
        signature: "read",
        raw: new TextEncoder().encode(JSON.stringify(one.record.body)),
      },
    });
  }
}
