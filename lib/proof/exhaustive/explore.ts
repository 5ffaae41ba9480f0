import { canEndFrom, growingPairs } from "./can-end.ts";
import { createModel, type Model } from "./model.ts";
import { allMoves } from "./moves/all-moves.ts";
import type { Move } from "./moves/move.ts";
import type { Rule } from "./properties.ts";
import type { Switches } from "./switches.ts";
import type { World } from "./world.ts";
import { keyOf, worldOf } from "./world-key.ts";
import { breachesOfState } from "./world-properties.ts";
import { type Start, startOf, type WorldName } from "./worlds.ts";

/** Many times what the worlds have: a field that grows without bound shows here and not in a machine that swaps. */
const statesLimit = 5_000_000;

/** One step of a trace: the move, and the world after it. */
export interface TraceStep {
  move: Move | null;
  world: World;
}

export interface Explored {
  states: number;
  transitions: number;
  seconds: number;
  /** Different requests, each a status with all its times, on which `step` was run. */
  requests: number;
  model: Model;
  breach: { rule: Rule; trace: TraceStep[] } | null;
}

/**
 * Walks every interleaving, breadth first, so that the first breach found has a shortest trace. `looksFor` limits the
 * search to one rule; left out, any breach ends it.
 */
export function explore(given: {
  world: WorldName;
  switches: Switches;
  outsideChanges: number;
  looksFor?: Rule;
}): Explored {
  const { switches, outsideChanges, looksFor } = given;
  const startedAt = performance.now();
  const model = createModel(switches);
  const start = startOf(given.world, { model, outsideChanges });
  const keys: string[] = [keyOf(start.world)];
  const known = new Map<string, number>([[keys[0] ?? "", 0]]);
  const parents: number[] = [-1];
  const fair = growingPairs();
  let transitions = 0;
  let at = 0;
  const search: { found: { rule: Rule; path: string[] } | null } = { found: null };

  const fits = (breaches: readonly Rule[]): Rule | undefined =>
    looksFor === undefined ? breaches[0] : breaches.find((rule) => rule === looksFor);
  const pathTo = (index: number): string[] => {
    const path: string[] = [];
    for (let each = index; each >= 0; each = parents[each] ?? -1) path.unshift(keys[each] ?? "");
    return path;
  };
  const onMove = (move: Move): void => {
    transitions++;
    const key = keyOf(move.next);
    let index = known.get(key);
    let rule = move.breaches.length > 0 ? fits(move.breaches) : undefined;
    if (index === undefined) {
      index = keys.length;
      known.set(key, index);
      keys.push(key);
      parents.push(at);
      const breaches = model.broken.size > 0 ? [...model.broken] : breachesOfState(model, move.next);
      if (rule === undefined && breaches.length > 0) rule = fits(breaches);
    }
    if (move.fair) fair.add(at, index);
    if (rule !== undefined && search.found === null) search.found = { rule, path: [...pathTo(at), key] };
  };

  for (; at < keys.length && search.found === null; at++) {
    if (keys.length > statesLimit) throw new Error(`More than ${statesLimit} states: this world has no end.`);
    allMoves(model, worldOf(keys[at] ?? ""), start.needed, onMove);
  }
  if (search.found === null && (looksFor === undefined || looksFor === "canEnd")) {
    const stuck = canEndFrom({ model, keys, fair });
    if (stuck !== null) search.found = { rule: "canEnd", path: pathTo(stuck) };
  }
  return {
    states: keys.length,
    transitions,
    seconds: (performance.now() - startedAt) / 1_000,
    requests: model.count(),
    model,
    breach: search.found && {
      rule: search.found.rule,
      trace: toTrace(model, start, search.found.path, search.found.rule),
    },
  };
}

/** The search keeps only the states; the moves between them are found again for the few that are told. */
function toTrace(model: Model, start: Start, path: string[], rule: Rule): TraceStep[] {
  const trace: TraceStep[] = [{ move: null, world: worldOf(path[0] ?? "") }];
  for (const [index, key] of path.slice(1).entries()) {
    const candidates: Move[] = [];
    allMoves(model, worldOf(path[index] ?? ""), start.needed, (move) => {
      if (keyOf(move.next) === key) candidates.push(move);
    });
    const isLast = index === path.length - 2;
    const told = (isLast && candidates.find(({ breaches }) => breaches.includes(rule))) || candidates[0];
    trace.push({ move: told ?? null, world: worldOf(key) });
  }
  return trace;
}
