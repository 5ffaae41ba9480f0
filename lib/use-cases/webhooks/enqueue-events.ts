import type { Entry } from "#lib/domain/entry.ts";
import { type OutgoingEvent, outgoingEvent } from "#lib/domain/outgoing-event.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";

type Needs = Pick<Services, "stores" | "clock" | "ids">;

/**
 * The outbox rows of what these entries tell the outside, for the very commit that writes them: `appendEntries` calls
 * it, so nothing is recorded that nobody is told of, and nobody hears of what didn't happen.
 */
export async function enqueueEntries(services: Needs, entries: readonly Entry[]): Promise<Statement[]> {
  const events = entries
    // History that the demo made up happened to nobody.
    .filter((entry) => !entry.actor.simulated)
    .map((entry) => outgoingEvent(entry))
    .filter((event) => event !== null);
  // One commit may tell many of the same type; who wants to hear of it is looked up once for each.
  const types = [...new Set(events.map(({ type }) => type))];
  const wanted = new Map(
    await Promise.all(
      types.map(async (type) => [type, await services.stores.webhooks.interestedIn(type)] as const),
    ),
  );
  return events.flatMap((event) => deliveriesTo(services, wanted.get(event.type) ?? [], event));
}

/** One row for each enabled target that wants events of this type. */
export async function enqueueEvent(services: Needs, event: OutgoingEvent): Promise<Statement[]> {
  return deliveriesTo(services, await services.stores.webhooks.interestedIn(event.type), event);
}

function deliveriesTo(services: Needs, targets: readonly string[], event: OutgoingEvent): Statement[] {
  const { stores, clock, ids } = services;
  const createdAt = clock.now();
  return targets.map((targetId) =>
    stores.webhooks.insertDelivery({ id: `msg_${ids.next()}`, targetId, event, createdAt }),
  );
}
