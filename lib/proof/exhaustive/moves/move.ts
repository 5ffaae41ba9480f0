import { isEnded } from "#lib/domain/request.ts";
import type { Model, Stepped } from "#lib/proof/exhaustive/model.ts";
import { none, type Rule } from "#lib/proof/exhaustive/properties.ts";
import { type RequestIndex, type Worker, type World } from "#lib/proof/exhaustive/world.ts";
import { breachesOfEnd } from "#lib/proof/exhaustive/world-properties.ts";
import { stopWorkers } from "./stop-workers.ts";

/** One thing that can happen next. */
export interface Move {
  who: string;
  what: string;
  request: RequestIndex | null;
  next: World;
  breaches: readonly Rule[];
  /**
   * It comes about without anybody's luck or good will: time, the product's own work, a person who settles. Only such
   * moves count for the question whether every request can still end.
   */
  fair: boolean;
}

export type Emit = (move: Move) => void;

export type WorkerIndex = 0 | 1;

export function withWorker(world: World, index: WorkerIndex, worker: Worker): World {
  const [first, second] = world.workers;
  return { ...world, workers: index === 0 ? [worker, second] : [first, worker] };
}

export function withRequest(world: World, index: RequestIndex, id: number): World {
  const [first, second] = world.requests;
  return { ...world, requests: index === 0 ? [id, second] : [first, id] };
}

/**
 * The conditional update: row, votes and entries at once, guarded by the version. Somebody who loaded the row before
 * would find another version and decide again, so loading, deciding and writing are one step here.
 */
export function commit(
  model: Model,
  world: World,
  index: RequestIndex,
  stepped: Stepped,
): { world: World; breaches: readonly Rule[] } {
  const was = model.filed(world.requests[index]).lifecycle.status;
  const is = stepped.after.lifecycle.status;
  const moved = withRequest(world, index, stepped.id);
  const [first, second] = world.workers;
  const workers = [loseVersion(first, index), loseVersion(second, index)] as const;
  const stopped = stopWorkers(model, { ...moved, workers }, index);
  const isSuspended = index === 0 && was !== "succeeded" && is === "succeeded";
  const next = isSuspended ? withRequest(stopped, 1, model.outrun(stopped.requests[1])) : stopped;
  if (isEnded(was) || !isEnded(is)) return { world: next, breaches: stepped.breaches };
  const ended = breachesOfEnd(model, next, index);
  const breaches = ended === none ? stepped.breaches : [...stepped.breaches, ...ended];
  // Whose effect it is has been judged above, and nothing of an ended request comes later.
  const by = next.by === index ? null : next.by;
  // Which of two claims is the newer one only matters while both can succeed.
  const lastClaim = is === "succeeded" ? next.lastClaim : 0;
  return { world: { ...next, by, lastClaim }, breaches };
}

function loseVersion(worker: Worker, index: RequestIndex): Worker {
  const reads = worker.current && worker.phase === "reading" && worker.request === index;
  return reads ? { ...worker, current: false } : worker;
}
