import { z } from "zod";
import type { Action } from "#lib/domain/directory.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { fileOutsideChanges } from "./file-outside-change.ts";
import { ownSpans } from "./own-changes.ts";
import { changeIn } from "./witness-events.ts";

const settingName = "witness-suspended";
const LastLook = z.object({ at: z.coerce.date(), ids: z.array(z.string()) });

/** By how much 1Password's clock may differ from ours, and its list lag behind. */
const slackMs = 30_000;

/**
 * Compares who is suspended with who was at the last look: whoever came or went without a call of ours was changed
 * outside. Needs no Events API; where its events tell of the same change, they are the ones that count. The first look
 * only remembers. Who is off the list and not active, deleted say, wasn't reactivated.
 */
export async function witnessList(
  services: Services,
  look: { suspended: readonly string[]; at: Date; isActive: (userId: string) => Promise<boolean> },
): Promise<void> {
  const { controls } = services.stores;
  const stored = await controls.read(settingName);
  const last = stored === null ? null : LastLook.parse(JSON.parse(stored));
  const ids = look.suspended.toSorted();
  if (last !== null) {
    if (look.at <= last.at) return;
    const before = new Set(last.ids);
    const now = new Set(ids);
    const window = { from: last.at, until: look.at };
    for (const userId of ids) {
      if (!before.has(userId)) await witnessDifference(services, { userId, action: "suspend", ...window });
    }
    for (const userId of last.ids) {
      if (now.has(userId)) continue;
      if (await look.isActive(userId)) {
        await witnessDifference(services, { userId, action: "reactivate", ...window });
      }
    }
    await fileOutsideChanges(services);
  }
  const next = JSON.stringify({ at: look.at.toISOString(), ids });
  // Another process looked meanwhile, which is as good.
  await services.stores.commit([controls.change(settingName, stored, next)]).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

async function witnessDifference(
  services: Services,
  found: { userId: string; action: Action; from: Date; until: Date },
): Promise<void> {
  const { stores, clock } = services;
  const { userId, action, until } = found;
  const from = new Date(found.from.getTime() - slackMs);
  const spans = await ownSpans(services, userId, action);
  // Its effect may have come at any time until all is quiet.
  if (spans.some((span) => span.until >= from && span.from <= until)) return;
  await retryOnConflict(async () => {
    const events = (await stores.events.ofUser(userId, from)).filter(
      (event) => changeIn(event) === action && !event.baseline,
    );
    const known = await stores.events.outsideChanges(userId, action);
    // Either of them tells this change already, or will as soon as its event is handled.
    const isTold = known.some(({ eventUuid, earliestAt, latestAt }) =>
      // The same look, broken off or made by another process at once.
      eventUuid === null ? earliestAt.getTime() === from.getTime() : latestAt >= from,
    );
    if (events.length > 0 || isTold) return;
    await stores.commit([
      stores.events.insertChange({
        userId,
        action,
        n: known.length + 1,
        earliestAt: from,
        latestAt: new Date(until.getTime() + slackMs),
        eventUuid: null,
        foundAt: clock.now(),
        filed: false,
      }),
    ]);
  });
}
