import type { RequestEvent } from "#lib/domain/request-step.ts";
import { executeWithinMs, inTicks, decideWithinTicks, now, quietTicks } from "./ticks.ts";

/** An event of `step`, with what the model needs beside it. Its number lets `step`'s answer be remembered. */
export interface Happening {
  number: number;
  event: RequestEvent;
  /** Whose approval is counted with it. */
  voter: number | null;
  /** The tally that was read some time before, where the count isn't atomic. */
  tallyRead: number | null;
}

let numbers = 0;
/** More than there are happenings. */
export const happeningsLimit = 128;

function happening(event: RequestEvent, given: Partial<Happening> = {}): Happening {
  return { number: numbers++, event, voter: null, tallyRead: null, ...given };
}

/** The newest fence is 1 in every filed request, so 0 is an old one. */
function byFence(make: (fence: number) => RequestEvent): (current: boolean) => Happening {
  const old = happening(make(0));
  const newest = happening(make(1));
  return (current) => (current ? newest : old);
}

/** What rests on a reading says when the reading was asked for: after the quiet time, or before. */
function byReading<T>(make: (given: T, askedAt: Date) => RequestEvent, given: readonly T[]) {
  const made = given.map((value) => ({
    value,
    before: happening(make(value, inTicks(-1))),
    after: happening(make(value, now)),
  }));
  return (value: T, askedQuiet: boolean): Happening => {
    const found = made.find((each) => each.value === value);
    if (found === undefined) throw new Error("There is no such happening.");
    return askedQuiet ? found.after : found.before;
  };
}

export const approvers = [0, 1, 2, 3, 4] as const;
export const approveBy = approvers.map((voter) =>
  happening({ kind: "approve", executeWithinMs, now }, { voter }),
);
const approveOnRead = [0, 1].map((tallyRead) =>
  approvers.map((voter) => happening({ kind: "approve", executeWithinMs, now }, { voter, tallyRead })),
);
export function approveOn(voter: number, tallyRead: number): Happening {
  const found = approveOnRead[tallyRead]?.[voter];
  if (found === undefined) throw new Error("There is no such vote.");
  return found;
}

export const deny = happening({ kind: "deny", now });
export const withdraw = happening({ kind: "withdraw", now });
export const expire = happening({ kind: "expire", now });
export const makeStale = happening({ kind: "make_stale", now });
export const claim = happening({ kind: "claim", takesOver: null, now });
const claimTakingOver = Array.from({ length: quietTicks + 1 }, (_, ticks) =>
  happening({ kind: "claim", takesOver: { quietUntil: inTicks(ticks) }, now }),
);
export function claimFrom(quietInTicks: number): Happening {
  const found = claimTakingOver[quietInTicks];
  if (found === undefined) throw new Error("Nothing stays unquiet for so long.");
  return found;
}
export const mark = byFence((fence) => ({ kind: "mark", fence, now }));
export const refuse = byFence((fence) => ({ kind: "refuse", fence, now }));
export const loseAnswer = byFence((fence) => ({ kind: "lose_answer", fence, now }));
export const release = byFence((fence) => ({ kind: "release", fence, retryAfterMs: null, now }));
export const releaseAtOnce = byFence((fence) => ({ kind: "release", fence, retryAfterMs: 0, now }));
export const loseLease = happening({ kind: "lose_lease", now });
export const supersede = happening({ kind: "supersede", now });
export const handOver = happening({ kind: "hand_over", now });
export const freeUser = happening({ kind: "free_user", now });

const fences = [0, 1] as const;
export const succeed = byReading((fence: number, askedAt) => {
  const event = { kind: "succeed" as const, fence, now, askedAt };
  return event;
}, fences);
export const findDone = byReading((fence: number, askedAt) => {
  const event = { kind: "find_done" as const, fence, now, askedAt };
  return event;
}, fences);
export const observe = byReading(
  (state: "ACTIVE" | "SUSPENDED" | null, askedAt) => {
    const event = { kind: "observe" as const, state, now, askedAt };
    return event;
  },
  [null, "ACTIVE", "SUSPENDED"],
);
export const settle = byReading(
  (state: "ACTIVE" | "SUSPENDED", askedAt) => {
    const event = { kind: "settle" as const, state, now, askedAt };
    return event;
  },
  ["ACTIVE", "SUSPENDED"],
);

export function expiresAt(): Date {
  return inTicks(decideWithinTicks);
}
