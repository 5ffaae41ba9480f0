import { detections } from "#lib/domain/detections/all-detections.ts";
import { dayMs, type Look, standingOf } from "#lib/domain/detections/detection.ts";
import { findNativeEvent } from "#lib/domain/detections/find-native-event.ts";
import { isNobody, type Party, type SeenEvent, wordFor } from "#lib/domain/detections/seen-event.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import type { Delivery, Signal } from "#lib/domain/signal.ts";
import type { SentEvent } from "#lib/ports/detection-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { readDetectionSettings } from "./detection-settings.ts";
import { fileFinding } from "./file-finding.ts";
import { judgeEvents } from "./judge-events.ts";
import { type KnownEvent, knowEvent } from "./read-history.ts";

const sentLimit = 5_000;
/** As far back as any rule looks, and a little more. */
const sentKeptMs = 16 * 24 * 3_600_000;

/**
 * Lets an event of 1Password's that somebody sent through the same detections. What they find is of that source and
 * was checked as that delivery was: a sender can't speak in the console's own name, and what it sends is the past of
 * nothing but what it sends. `signal`: what was read of it.
 */
export async function detectInDelivery(
  services: Services,
  input: { event: object; signal: Signal; delivery: Delivery },
): Promise<void> {
  const { signal, delivery } = input;
  const { stores } = services;
  const { source, receivedAt } = delivery;
  const native = findNativeEvent(input.event as JsonObject);
  const uuid = signal.alertId ?? signal.nativeId;
  if (!native || uuid === null) return;
  const body = native.body as JsonObject;
  const known = know({ source, stream: native.stream, uuid, at: signal.time, receivedAt, body });
  await stores.commit([
    stores.detections.keepSent({
      source,
      stream: native.stream,
      uuid,
      at: signal.time,
      receivedAt,
      ...keysOf(known.seen),
      body,
    }),
    stores.detections.forgetSent(new Date(services.clock.now().getTime() - sentKeptMs)),
  ]);
  const settings = await readDetectionSettings(services);
  // A sender of yesterday has no past: to it every address would be new.
  const since = (await stores.sources.byName(source))?.createdAt ?? receivedAt;
  const watched = signal.time.getTime() - since.getTime();
  const rules = detections.filter(
    (rule) => standingOf(rule, settings) === "on" && watched >= (rule.learnsDays ?? -Infinity) * dayMs,
  );
  const found = await judgeEvents(services, {
    events: [known],
    rules,
    settings,
    alsoRead: (look) => readSent(services, source, look),
  });
  for (const one of found) {
    // The event alone, whatever it came in: the same finding from a later event then has the same bytes.
    const raw = new TextEncoder().encode(JSON.stringify(one.record.body));
    await fileFinding(services, { ...one, delivery: { ...delivery, raw } });
  }
}

async function readSent({ stores }: Services, source: string, look: Look): Promise<KnownEvent[]> {
  const { stream, who, from, to } = look;
  const as = look.as === "actor" ? "actor" : "subject";
  const sent = await stores.detections.sent({
    source,
    stream,
    key: wordFor(who),
    as,
    from,
    to,
    limit: sentLimit,
  });
  return sent.map(know);
}

function know(sent: Omit<SentEvent, "userKey" | "actorKey">): KnownEvent {
  const { stream, uuid, at, receivedAt, body } = sent;
  return knowEvent({ stream, uuid, at, receivedAt, userId: null, body, baseline: false });
}

function keysOf(seen: SeenEvent): Pick<SentEvent, "userKey" | "actorKey"> {
  const keyOf = (party: Party) => (isNobody(party) ? null : wordFor(party));
  if (seen.stream !== "auditevents") return { userKey: keyOf(seen.user), actorKey: null };
  return { userKey: keyOf(seen.object), actorKey: keyOf(seen.actor) };
}
