import type { Actor } from "#lib/domain/actor.ts";
import type { Stores } from "#lib/ports/store.ts";
import type { FiledSignal, FileInput } from "./file-input.ts";

type Run = (actor: Actor, inputs: readonly FileInput[]) => Promise<FiledSignal[]>;

const turnsBetween = 20;

interface Waiting {
  actor: Actor;
  inputs: readonly FileInput[];
  run: Run;
  done: PromiseWithResolvers<FiledSignal[]>;
}

export interface Lane {
  file(asked: { actor: Actor; inputs: readonly FileInput[]; most: number }, run: Run): Promise<FiledSignal[]>;
}

/**
 * One lane for each database in this process: what is filed together doesn't collide, and what waits meanwhile is filed
 * together. Between processes the commit's guards decide; nothing is right only because of this.
 */
export function createLanes(): (stores: Stores) => Lane {
  const lanes = new WeakMap<Stores, Lane>();
  return (stores) => {
    const lane = lanes.get(stores) ?? createLane();
    lanes.set(stores, lane);
    return lane;
  };
}

function createLane(): Lane {
  const queue: Waiting[] = [];
  let isRunning = false;

  const work = async (most: number) => {
    isRunning = true;
    for (let group = takeGroup(queue, most); group.length > 0; group = takeGroup(queue, most)) {
      await runGroup(group);
      // An answer to whoever reads a page takes several turns of the loop: with one between two commits it would wait for
      // many of them. Turns in which nobody has anything to do cost next to nothing.
      for (let turn = 0; turn < turnsBetween; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    isRunning = false;
  };

  return {
    file: ({ actor, inputs, most }, run) => {
      const done = Promise.withResolvers<FiledSignal[]>();
      queue.push({ actor, inputs, run, done });
      if (!isRunning) void work(most);
      return done.promise;
    },
  };
}

/** The first that waits, and those after it that can share its commit. */
function takeGroup(queue: Waiting[], most: number): Waiting[] {
  const [first] = queue;
  if (!first) return [];
  let size = 0;
  let count = 0;
  for (const { actor, inputs } of queue) {
    if (count > 0 && (size + inputs.length > most || !isSame(actor, first.actor))) break;
    size += inputs.length;
    count += 1;
  }
  return queue.splice(0, count);
}

/** Entries of one commit name one actor. */
function isSame(one: Actor, other: Actor): boolean {
  return one === other || (one.kind === "system" && other.kind === "system" && one.part === other.part);
}

async function runGroup(group: readonly Waiting[]): Promise<void> {
  const [first, ...others] = group;
  if (!first) return;
  try {
    const filed = await first.run(
      first.actor,
      group.flatMap(({ inputs }) => inputs),
    );
    let start = 0;
    for (const { inputs, done } of group) {
      done.resolve(filed.slice(start, start + inputs.length));
      start += inputs.length;
    }
  } catch (error) {
    if (others.length === 0) return first.done.reject(error);
    // One of them can't be filed: that is no reason for the others.
    for (const one of group) await runGroup([one]);
  }
}
