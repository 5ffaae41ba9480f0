import { step } from "#lib/domain/request-step.ts";
import { canonical, type FiledRequest, oneTickLater, textOf, wants } from "./filed-request.ts";
import { type Happening, happeningsLimit } from "./happenings.ts";
import { canonicalVoters } from "./people.ts";
import { breachesOfCommit, type Rule } from "./properties.ts";
import { breachesOfStaleWorkers } from "./stale-workers.ts";
import type { Switches } from "./switches.ts";
import { settings } from "./ticks.ts";

export interface Stepped {
  /** Number of the request as it is after the step. */
  id: number;
  /** As `step` answered, before what has no say any more is dropped. */
  after: FiledRequest;
  breaches: readonly Rule[];
}

/** Files requests under numbers and remembers what the real `step` made of each: a world then is six numbers. */
export interface Model {
  switches: Switches;
  file: (filed: FiledRequest) => number;
  filed: (id: number) => FiledRequest;
  /** Null: `step` refused. */
  apply: (id: number, happening: Happening) => Stepped | null;
  later: (id: number) => number;
  sighted: (id: number, live: FiledRequest["snapshot"]) => number;
  /** The state was changed from outside: no earlier sight of it says anything about now. */
  outdated: (id: number) => number;
  /** Rules that some row breaks by itself, wherever it is met. */
  broken: ReadonlySet<Rule>;
  /** A suspension has succeeded: a reactivation that was approved before is older than that. */
  outrun: (id: number) => number;
  /** How many different requests were met so far. */
  count: () => number;
}

export function createModel(switches: Switches): Model {
  const byText = new Map<string, number>();
  const all: FiledRequest[] = [];
  const broken = new Set<Rule>();
  const steps = new Map<number, Stepped | null>();
  const decide = switches.step(step);

  const file = (given: FiledRequest): number => {
    const filed = canonical(given);
    const text = textOf(filed);
    const known = byText.get(text);
    if (known !== undefined) return known;
    all.push(filed);
    if (switches.fence) for (const rule of breachesOfStaleWorkers(filed.lifecycle, decide)) broken.add(rule);
    byText.set(text, all.length);
    return all.length;
  };
  const filed = (id: number): FiledRequest => {
    const found = all[id - 1];
    if (found === undefined) throw new Error("No request is filed under this number.");
    return found;
  };
  const remember = (make: (id: number) => number) => {
    const made: number[] = [];
    return (id: number) => (id === 0 ? 0 : (made[id] ??= make(id)));
  };

  const sightedAs = (live: FiledRequest["snapshot"]) =>
    remember((id) => {
      const request = filed(id);
      const { attempts, markedAt } = request.lifecycle;
      const counts = wants(request) === live && (attempts > 0 || markedAt !== null);
      return counts ? file({ ...request, sight: "seen_last" }) : id;
    });
  const sighted = { ACTIVE: sightedAs("ACTIVE"), SUSPENDED: sightedAs("SUSPENDED") };

  return {
    switches,
    file,
    filed,
    apply: (id, happening) => {
      const key = id * happeningsLimit + happening.number;
      const known = steps.get(key);
      if (known !== undefined) return known;
      const made = applyOnce({ before: filed(id), happening, decide, file });
      steps.set(key, made);
      return made;
    },
    outrun: remember((id) => {
      const request = filed(id);
      return request.lifecycle.status === "approved" ? file({ ...request, outrun: true }) : id;
    }),
    broken,
    count: () => all.length,
    later: remember((id) => file(oneTickLater(filed(id)))),
    sighted: (id, live) => sighted[live](id),
    outdated: remember((id) => {
      const request = filed(id);
      return request.sight === "seen_last" ? file({ ...request, sight: "seen" }) : id;
    }),
  };
}

function applyOnce(input: {
  before: FiledRequest;
  happening: Happening;
  decide: typeof step;
  file: (filed: FiledRequest) => number;
}): Stepped | null {
  const { before, happening, decide, file } = input;
  const { voter, tallyRead } = happening;
  const loaded = tallyRead === null ? before.lifecycle : { ...before.lifecycle, approvals: tallyRead };
  const result = decide(loaded, happening.event, settings);
  if (!result.ok) return null;
  const after: FiledRequest = {
    ...before,
    lifecycle: result.next,
    voters: voter === null ? before.voters : canonicalVoters(before.voters | (1 << voter)),
  };
  return { id: file(after), after, breaches: breachesOfCommit(before, after, happening) };
}
