import type { Actor } from "#lib/domain/actor.ts";
import type { WebhooksView } from "#lib/domain/views/webhooks-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";

const deadShown = 50;

/** Where the console sends to by itself, and what never arrived. Addresses stop at the host: their paths are secrets. */
export async function viewWebhooks(services: Services, actor: Actor): Promise<WebhooksView> {
  requireReader(actor);
  const { webhooks } = services.stores;
  const [targets, counts, dead] = await Promise.all([
    webhooks.targets(),
    webhooks.counts(),
    webhooks.deadLetters(deadShown),
  ]);
  const nameOf = new Map(targets.map(({ id, name }) => [id, name]));
  return {
    targets: targets.map(({ id, name, kind, place, events, enabled, privateHost, ...rest }) => ({
      id,
      name,
      kind,
      place,
      events,
      enabled,
      privateHost,
      lastDeliveredAt: rest.lastDeliveredAt?.toISOString() ?? null,
      lastError: rest.lastError,
    })),
    waiting: counts.waiting,
    dead: counts.dead,
    deadLetters: dead.map(({ id, targetId, event, createdAt, attempts, lastError }) => ({
      id,
      target: nameOf.get(targetId) ?? "removed",
      type: event.type,
      about: event.data.requestKey ?? event.data.caseKey ?? "the installation",
      createdAt: createdAt.toISOString(),
      attempts,
      lastError,
    })),
  };
}
