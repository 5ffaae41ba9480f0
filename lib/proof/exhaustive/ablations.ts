import type { RequestEvent, step } from "#lib/domain/request-step.ts";
import type { Rule } from "./properties.ts";
import type { Switches } from "./switches.ts";
import type { WorldName } from "./worlds.ts";

/** One guard taken out, and the rule that must fall with it: where none falls, the check itself is broken. */
export interface Ablation {
  without: string;
  switches: Partial<Switches>;
  breaks: Rule;
  world: WorldName;
  /** As few as the counterexample needs: the search for it stays short. */
  outsideChanges: number;
}

type Step = typeof step;

const first = (given: Omit<Ablation, "world">): Ablation => ({ ...given, world: "suspension first" });
const mirrored = (given: Omit<Ablation, "world" | "outsideChanges">): Ablation => ({
  ...given,
  world: "reactivation first",
  outsideChanges: 0,
});

export const ablations: readonly Ablation[] = [
  mirrored({
    without: "the per-user single flight",
    switches: { singleFlight: false },
    breaks: "order",
  }),
  first({ without: "the fence", switches: { fence: false }, breaks: "oldFence", outsideChanges: 0 }),
  first({
    without: "the dispatch mark",
    switches: { markFirst: false },
    breaks: "unsentEnds",
    outsideChanges: 0,
  }),
  first({
    without: "the quiet period",
    switches: { step: withoutQuiet },
    breaks: "noEffect",
    outsideChanges: 0,
  }),
  first({
    without: "'a timeout is unknown, never failed'",
    switches: { step: timeoutMeansFailed },
    breaks: "noEffect",
    outsideChanges: 0,
  }),
  first({
    without: "the atomic count of approvals",
    switches: { atomicVotes: false },
    breaks: "tally",
    outsideChanges: 0,
  }),
  first({
    without: "'the requester may not approve'",
    switches: { secondPerson: false },
    breaks: "secondPersons",
    outsideChanges: 0,
  }),
  mirrored({
    without: "the further reading before an overtaking suspension succeeds",
    switches: { step: succeedsAtOnce },
    breaks: "order",
  }),
  first({
    without: "quiet before a repeated suspension is found done already",
    switches: { step: findsDoneAtOnce },
    breaks: "quietState",
    outsideChanges: 1,
  }),
  mirrored({
    without: "the take-over of the user from an uncertain reactivation",
    switches: { takesOver: false },
    breaks: "neverWaits",
  }),
  mirrored({
    without: "one commit for take-over and claim",
    switches: { takeoverInOneCommit: false },
    breaks: "order",
  }),
  mirrored({
    without: "the last moment at which a byte may leave",
    switches: { leaveBy: false },
    breaks: "order",
  }),
  mirrored({
    without: "quiet as of the reading, where a request fails",
    switches: { quietAtReading: false },
    breaks: "noEffect",
  }),
  mirrored({
    without: "quiet as of the reading, where a suspension succeeds",
    switches: { quietAtReading: false },
    breaks: "quietState",
  }),
  first({
    without: "the fence of the executor that finds the ground gone",
    switches: { staleUnderFence: false },
    breaks: "oldFence",
    outsideChanges: 0,
  }),
  mirrored({
    without: "freeing the user from ends that sent nothing",
    switches: { freesEveryEnd: false },
    breaks: "canEnd",
  }),
  mirrored({
    without: "the look for a newer suspension before a reactivation",
    switches: { yieldsToSuspension: false },
    breaks: "newerSuspension",
  }),
  first({
    without: "the end of the time to carry out",
    switches: { step: withoutExecuteBy },
    breaks: "bounded",
    outsideChanges: 0,
  }),
  first({
    without: "the final ends",
    switches: { step: withdrawsTheEnded },
    breaks: "finalEnds",
    outsideChanges: 0,
  }),
];

function withoutQuiet(real: Step): Step {
  return (request, event, settings) =>
    real({ ...request, quietUntil: null, markQuietUntil: null }, event, settings);
}

function timeoutMeansFailed(real: Step): Step {
  return (request, event, settings) => {
    const result = real(request, event, settings);
    if (!result.ok || event.kind !== "lose_answer") return result;
    return { ok: true, next: { ...result.next, status: "failed", holdsUser: false } };
  };
}

function succeedsAtOnce(real: Step): Step {
  return (request, event, settings) => real({ ...request, overtook: false }, event, settings);
}

function findsDoneAtOnce(real: Step): Step {
  return (request, event, settings) =>
    real(event.kind === "find_done" ? { ...request, overtook: false } : request, event, settings);
}

function withoutExecuteBy(real: Step): Step {
  const late: ReadonlySet<RequestEvent["kind"]> = new Set(["claim", "mark"]);
  return (request, event, settings) => {
    if (!late.has(event.kind)) return real(request, event, settings);
    const result = real({ ...request, executeBy: null }, event, settings);
    return result.ok ? { ok: true, next: { ...result.next, executeBy: request.executeBy } } : result;
  };
}

function withdrawsTheEnded(real: Step): Step {
  return (request, event, settings) => {
    const isEnd = request.status === "expired" || request.status === "denied";
    if (event.kind !== "make_stale" || !isEnd) return real(request, event, settings);
    return { ok: true, next: { ...request, status: "stale" } };
  };
}
