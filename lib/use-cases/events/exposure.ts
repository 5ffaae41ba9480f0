import type { Actor } from "#lib/domain/actor.ts";
import { readSeenEvent } from "#lib/domain/detections/read-seen-event.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { exposedItems, urgencyOf } from "#lib/domain/exposure.ts";
import type { ExposureView } from "#lib/domain/views/exposure-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { knownSince, whyUnread } from "./stream-gaps.ts";

const windowMs = 14 * 24 * 3_600_000;
const usesRead = 20_000;
/** As many as a page shows; the file holds them all. */
const itemsShown = 500;

/**
 * What the person of a case took from shared vaults in the 14 days before now, or before the case was closed: counts
 * and ids. What isn't known is said, never shown as nothing. Throws `not_found`.
 */
export async function viewExposure(
  services: Services,
  actor: Actor,
  input: { key: string; whole?: boolean },
): Promise<ExposureView> {
  requireReader(actor);
  const { stores, clock } = services;
  const found = await stores.cases.byKey(input.key);
  if (!found) throw new DomainError("not_found", { what: `case ${input.key}` });
  const now = clock.now();
  const to = found.closedAt ?? now;
  const from = new Date(to.getTime() - windowMs);
  const [cursor, events, subject] = await Promise.all([
    stores.events.cursor("itemusages"),
    stores.events.history({
      stream: "itemusages",
      userId: found.subjectId,
      as: "subject",
      from,
      to,
      limit: usesRead,
    }),
    stores.subjects.byId(found.subjectId),
  ]);
  const uses = events
    .map(({ uuid, at, body }) => readSeenEvent({ stream: "itemusages", uuid, at, body }))
    .flatMap((event) => (event.stream === "itemusages" ? [event] : []));
  const items = exposedItems(uses);
  const vaults = new Set(items.map(({ vaultId }) => vaultId)).size;
  const since = knownSince(cursor);
  const gaps = [
    subject?.erasedAt ? "what was known was erased" : null,
    found.closedAt === null
      ? whyUnread("itemusages", cursor, now)
      : cursor === null
        ? whyUnread("itemusages", null, now)
        : null,
    since !== null && since > from ? `nobody was watching before ${since.toISOString()}` : null,
    events.length === usesRead
      ? `there were more than ${usesRead.toLocaleString("en")} uses; the newest count`
      : null,
  ].filter((gap) => gap !== null);
  const unknown = gaps.length === 0 ? null : gaps.join("; ");
  const urgency = urgencyOf({ known: unknown === null, items: items.length, vaults });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    unknown,
    urgency,
    summary: summaryOf({ urgency, items: items.length, vaults, unknown }),
    items: items.length,
    vaults,
    list: input.whole ? items : items.slice(0, itemsShown),
    cut: !input.whole && items.length > itemsShown,
  };
}

function summaryOf(input: {
  urgency: ExposureView["urgency"];
  items: number;
  vaults: number;
  unknown: string | null;
}): string {
  const { urgency, items, vaults, unknown } = input;
  if (urgency === "unknown") return `Not known: ${unknown}.`;
  if (urgency === "none") return "No item of a shared vault was revealed or copied in 14 days.";
  const count = (n: number, word: string) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
  const known = `${count(items, "item")} in ${count(vaults, "shared vault")} revealed, copied or taken otherwise in 14 days`;
  return unknown === null ? `${known}.` : `At least ${known}; ${unknown}.`;
}
