import type { Happening } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { none, type Rule } from "#lib/proof/exhaustive/properties.ts";
import { idle, type Message, type Worker, type World } from "#lib/proof/exhaustive/world.ts";
import { commit, type Emit, withWorker, type WorkerIndex } from "./move.ts";

/** A commit by the executor. When `step` refuses, the worker stops, as the use-cases do. */
export function workerCommit(
  model: Model,
  world: World,
  given: {
    index: WorkerIndex;
    happening: Happening;
    what: string;
    /** What the worker does after it; nothing when left out. */
    onward?: Worker;
    /** What it does when `step` refused. */
    otherwise?: Worker;
    /** Messages that nobody waits for any more. */
    left?: Message;
    fair?: boolean;
  },
  emit: Emit,
): void {
  const { index, happening, onward = idle, otherwise = idle, left, fair = true } = given;
  const worker = world.workers[index];
  const { request } = worker;
  const stepped = model.apply(world.requests[request], happening);
  const done = stepped === null ? { world, breaches: none } : commit(model, world, request, stepped);
  const next = withWorker(done.world, index, stepped === null ? otherwise : onward);
  // The end of the request is judged while the message still belongs to the worker, then it goes its own way.
  const messages = left === undefined ? next.messages : [...next.messages, left];
  const oldFence: readonly Rule[] = stepped !== null && !worker.current ? ["oldFence"] : none;
  emit({
    who: worker.current ? "executor" : "executor with an old fence",
    what: stepped === null ? `${given.what}: refused, stops` : given.what,
    request,
    next: messages === next.messages ? next : { ...next, messages },
    breaches: oldFence.length > 0 ? [...done.breaches, ...oldFence] : done.breaches,
    fair,
  });
}
