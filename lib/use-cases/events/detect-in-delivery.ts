import { detections } from "#lib/domain/detections/all-detections.ts";
import { type Look, standingOf } from "#lib/domain/detections/detection.ts";
import { findNativeEvent } from "#lib/domain/detections/find-native-event.ts";
import type { SeenStream } from "#lib/domain/detections/seen-event.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import type { Delivery, Signal } from "#lib/domain/signal.ts";
import type { Services } from "#lib/ports/services.ts";
import { readDetectionSettings } from "./detection-settings.ts";
import { fileFinding } from "./file-finding.ts";
import { judgeEvents } from "./judge-events.ts";
import { type KnownEvent, knowEvent } from "./read-history.ts";

const formats = {
  signinattempts: "onepassword.signin",
  auditevents: "onepassword.audit",
  itemusages: "onepassword.item_usage",
} as const satisfies Record<SeenStream, Signal["format"]>;

const deliveredLimit = 1_000;

/**
 * Lets an event of 1Password's that somebody sent through the same detections. What they find is of that source and
 * was checked as that delivery was: a sender can't speak in the console's own name. `signal`: what was read of it.
 */
export async function detectInDelivery(
  services: Services,
  input: { event: object; signal: Signal; delivery: Delivery },
): Promise<void> {
  const { signal, delivery } = input;
  const known = knowDelivered(input.event, signal.alertId ?? signal.nativeId, signal.time);
  if (known === null) return;
  const settings = await readDetectionSettings(services);
  const rules = detections.filter((rule) => standingOf(rule, settings) === "on");
  const found = await judgeEvents(services, {
    events: [known],
    rules,
    settings,
    alsoRead: (look) => readDelivered(services, delivery.source, look),
  });
  for (const one of found) {
    // The event alone, whatever it came in: the same finding from a later event then has the same bytes.
    const raw = new TextEncoder().encode(JSON.stringify(one.record.body));
    await fileFinding(services, { ...one, delivery: { ...delivery, raw } });
  }
}

/** What the source sent before about the same person. Where the person acted on others it isn't found here. */
async function readDelivered(
  { stores }: Services,
  source: string,
  { stream, who, from, to }: Look,
): Promise<KnownEvent[]> {
  const [byEmail] = who.id === null && who.email !== null ? await stores.subjects.byEmail(who.email) : [];
  const userId = who.id ?? byEmail?.userId;
  if (userId === undefined) return [];
  const rows = await stores.detections.delivered({
    source,
    format: formats[stream],
    userId,
    from,
    to,
    limit: deliveredLimit,
  });
  return rows
    .map(({ uuid, at, raw }) => knowDelivered(parse(raw), uuid, at))
    .filter((event) => event !== null);
}

function knowDelivered(event: object | null, uuid: string | null, at: Date): KnownEvent | null {
  const native = event && findNativeEvent(event as JsonObject);
  if (!native || uuid === null || uuid === "") return null;
  const body = native.body as JsonObject;
  return knowEvent({ stream: native.stream, uuid, at, receivedAt: at, userId: null, body, baseline: false });
}

function parse(raw: Uint8Array): object | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(raw));
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
