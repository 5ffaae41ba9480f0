import type { Model } from "#lib/proof/exhaustive/model.ts";
import { idle, type RequestIndex, type Worker, type World } from "#lib/proof/exhaustive/world.ts";

/**
 * Workers that nothing is left for, because the row of their request moved on: every commit of theirs will be refused
 * (stale-workers.ts asks `step` so for every row that is ever met), and no byte of theirs can leave any more. Whether
 * such a worker stops now or later makes no difference, so it stops now.
 */
export function stopWorkers(model: Model, world: World, index: RequestIndex): World {
  const [first, second] = world.workers;
  const stopped = [stopWorker(model, world, first, index), stopWorker(model, world, second, index)] as const;
  return stopped[0] === first && stopped[1] === second ? world : { ...world, workers: stopped };
}

function stopWorker(model: Model, world: World, worker: Worker, index: RequestIndex): Worker {
  if (worker.request !== index) return worker;
  switch (worker.phase) {
    case "idle":
    case "taken":
    case "waiting":
      return worker;
    case "marked":
      if (worker.ticks > 0) return worker;
      break;
    case "reading":
      return worker.current ? worker : idle;
    case "claimed":
    case "to_mark":
    case "to_find_done":
    case "to_stale":
    case "unlanded":
    case "cut":
    case "answered":
    case "to_succeed":
  }
  const { fence, staleUnderFence } = model.switches;
  if (!fence || !staleUnderFence) return worker;
  if (!worker.current) return idle;
  const { status } = model.filed(world.requests[index]).lifecycle;
  if (status === "executing") return worker;
  // Its fence is still the newest after a release, and the ground of the approved request is still gone.
  const mayMakeStale = worker.phase === "claimed" || worker.phase === "to_stale";
  return mayMakeStale && status === "approved" ? worker : idle;
}
