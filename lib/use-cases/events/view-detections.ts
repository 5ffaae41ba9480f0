import type { Actor } from "#lib/domain/actor.ts";
import { eventStreams } from "#lib/domain/account-event.ts";
import { detections } from "#lib/domain/detections/all-detections.ts";
import { type Detection, type DetectionOrigin, standingOf } from "#lib/domain/detections/detection.ts";
import { type DetectionSettings } from "#lib/domain/detections/settings.ts";
import { watchListNames } from "#lib/domain/detections/watch-lists.ts";
import { signalKindWords } from "#lib/domain/signal-kind-words.ts";
import type { DetectionsView } from "#lib/domain/views/detection-view.ts";
import type { EventCursor } from "#lib/ports/event-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { rightTo } from "#lib/use-cases/rights.ts";
import { readDetectionSettings } from "./detection-settings.ts";
import { whyUnread } from "./stream-gaps.ts";

export const countedDays = 30;

const originWords: Readonly<Record<DetectionOrigin, string>> = {
  S: "Microsoft Sentinel’s solution",
  P: "Panther",
  L: "Sumo Logic",
  C: "Countersign",
};

/** The built-in detections with what they are set to and what they found lately. */
export async function viewDetections(services: Services, actor: Actor): Promise<DetectionsView> {
  requireReader(actor);
  const { stores, clock } = services;
  const now = clock.now();
  const [settings, counts, cursors] = await Promise.all([
    readDetectionSettings(services),
    stores.detections.counts(new Date(now.getTime() - countedDays * 24 * 3_600_000)),
    stores.events.cursors(),
  ]);
  const unread = unreadStreams(cursors, now);
  return {
    rows: detections.map((rule) => ({
      id: rule.id,
      name: rule.name,
      watches: rule.watches,
      severity: rule.severity,
      kind: signalKindWords[rule.kind],
      attack: [...rule.attack],
      origin: originWords[rule.origin],
      on: !settings.off.includes(rule.id),
      blind: whyBlind(rule, settings, unread),
      list: rule.needsList,
      found: counts.get(rule.id) ?? 0,
    })),
    lists: settings.lists,
    provisioned: settings.provisioned,
    unread:
      cursors.length === 0
        ? "1Password’s Events API isn’t connected: no event is read, so nothing is found."
        : null,
    change: rightTo(actor, "change_settings"),
  };
}

/** Why each stream that isn't read isn't. */
function unreadStreams(cursors: readonly EventCursor[], now: Date): Map<string, string> {
  const whys = eventStreams.map((stream) => {
    const cursor = cursors.find((one) => one.stream === stream) ?? null;
    return [stream, whyUnread(stream, cursor, now)] as const;
  });
  return new Map(whys.flatMap(([stream, why]) => (why === null ? [] : [[stream, why]])));
}

function whyBlind(
  rule: Detection,
  settings: DetectionSettings,
  unread: ReadonlyMap<string, string>,
): string | null {
  const standing = standingOf(rule, settings);
  switch (standing) {
    case "off":
      return null;
    case "list_empty":
      return `Waits for a list: ${rule.needsList === null ? "" : watchListNames[rule.needsList]}`;
    case "not_provisioned":
      return "Only for an account that is provisioned";
    case "on":
      return rule.streams.map((stream) => unread.get(stream)).find((why) => why !== undefined) ?? null;
  }
}
