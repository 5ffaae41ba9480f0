import { isEnded, type Lifecycle } from "#lib/domain/request.ts";
import type { step } from "#lib/domain/request-step.ts";
import {
  findDone,
  type Happening,
  loseAnswer,
  makeStale,
  mark,
  refuse,
  release,
  releaseAtOnce,
  succeed,
} from "./happenings.ts";
import { none, type Rule } from "./properties.ts";
import { settings } from "./ticks.ts";

const byFence = [mark, refuse, loseAnswer, release, releaseAtOnce];

function fromWorker(fence: 0 | 1): Happening[] {
  const answers = [true, false].flatMap((quiet) => [succeed(fence, quiet), findDone(fence, quiet)]);
  return [...byFence.map((make) => make(fence === 1)), ...answers];
}

const withOldFence = fromWorker(0);
const withNewestFence = fromWorker(1);

/**
 * Asks `step` about every row that is ever met: an old fence changes nothing on it, whatever it is used for; and unless
 * it is being executed, neither does the newest one.
 */
export function breachesOfStaleWorkers(lifecycle: Lifecycle, decide: typeof step): readonly Rule[] {
  const refuses = ({ event }: Happening) => !decide(lifecycle, event, settings).ok;
  const { status } = lifecycle;
  if (!withOldFence.every(refuses)) return ["oldFence"];
  if (status !== "executing" && !withNewestFence.every(refuses)) return ["oldFence"];
  if (isEnded(status) && !refuses(makeStale)) return ["finalEnds"];
  return none;
}
