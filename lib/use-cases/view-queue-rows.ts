import type { Actor } from "#lib/domain/actor.ts";
import type { QueueRow } from "#lib/domain/views/case-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { toQueueRow } from "./view-queue.ts";

/** Rows of the queue by their keys, in that order; a key that names no case is left out. */
export async function viewQueueRows(
  services: Services,
  actor: Actor,
  { keys }: { keys: readonly string[] },
): Promise<QueueRow[]> {
  requireReader(actor);
  const rows = await Promise.all(keys.map((key) => services.stores.cases.row(key)));
  return rows.flatMap((row) => (row === null ? [] : [toQueueRow(row)]));
}
