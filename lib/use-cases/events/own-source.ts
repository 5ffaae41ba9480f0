import { makeSystemActor } from "#lib/domain/actor.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";

/** The source under which the console files what it finds in 1Password's events. */
export const ownSource = "onepassword-events";

/**
 * Makes the console's own source where it isn't there yet: what is found has an origin like any other, so trust,
 * owner and standing apply to it. It has no secret, so nothing can be sent to its address.
 */
export async function ensureOwnSource(services: Services): Promise<void> {
  const { stores, clock } = services;
  if (await stores.sources.byName(ownSource)) return;
  try {
    await stores.commit([
      stores.sources.insert({
        name: ownSource,
        preset: "onepassword",
        owner: null,
        secrets: [],
        enabled: true,
        createdAt: clock.now(),
        lastDeliveryAt: null,
        accepted: 0,
        rejected: 0,
      }),
      ...(await appendEntries(services, makeSystemActor("detections"), installationChain, [
        {
          type: "setting.changed",
          after: "created",
          facts: { what: "source", name: `source ${ownSource}`, preset: "onepassword" },
        },
      ])),
    ]);
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Conflict)) throw error;
  }
}
