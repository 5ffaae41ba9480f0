import type { PersonActor } from "#lib/domain/actor.ts";
import type { ConsoleCounts } from "#lib/queries/counts.ts";
import type { Services } from "#lib/server/services.ts";
import { viewApprovals } from "#lib/use-cases/view-approvals.ts";
import { viewQueueCounts } from "#lib/use-cases/view-queue.ts";
import { viewStanding } from "#lib/use-cases/view-standing.ts";

/** The numbers that stand on every page: those of the queue's views, and what waits for this person's decision. */
export async function readCounts(services: Services, actor: PersonActor): Promise<ConsoleCounts> {
  const [queue, pending, standing] = await Promise.all([
    viewQueueCounts(services, actor),
    viewApprovals(services, actor, { tab: "pending", limit: 100, cursor: null }),
    viewStanding(services, actor),
  ]);
  const waiting = pending.items.filter((item) => item.decide.allowed);
  return { queue, standing, waiting: waiting.map(({ key, action }) => ({ key, action })) };
}
