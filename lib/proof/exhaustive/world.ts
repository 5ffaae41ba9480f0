/** The suspension is request 0 and the reactivation request 1, in both worlds. */
export type RequestIndex = 0 | 1;

export const requestNames = ["suspension", "reactivation"] as const;

export const other = (index: RequestIndex): RequestIndex => (index === 0 ? 1 : 0);

/** What a worker process is about to do. All of it is lost when it crashes. */
export const phases = [
  "idle",
  /** Two-commit take-over only: the reactivation is superseded, the claim not yet made. */
  "taken",
  "claimed",
  "to_mark",
  "to_find_done",
  /** The ground of a request that was sent before is gone: released already, not yet ended. */
  "to_stale",
  "marked",
  /** Sent; the message can still land. */
  "waiting",
  /** The message never landed and can't any more. */
  "unlanded",
  /** The message landed, but its answer was lost. */
  "cut",
  "answered",
  "to_succeed",
  /** A reading for an unknown outcome has come and isn't committed yet. */
  "reading",
] as const;
export type Phase = (typeof phases)[number];

export interface Worker {
  phase: Phase;
  request: RequestIndex;
  /** Executor: its fence is still the newest. Reader: the row still has the version that it loaded. */
  current: boolean;
  /** The other request was claimed after this worker's claim. */
  overtaken: boolean;
  /** Last reading. */
  seen: "ACTIVE" | "SUSPENDED" | null;
  /** Whether that reading was asked for after the quiet time of the row that it is for. */
  askedQuiet: boolean;
  /** `marked`: ticks until leaveBy. `waiting`: until its message can't land any more. `taken`: until quiet. */
  ticks: number;
  /** What the check before the dispatch looks at: as in the snapshot, any state, or whether it is done already. */
  check: "as_snapshot" | "any_state" | "counted";
}

/** A message to 1Password for whose answer nobody waits any more. */
export interface Message {
  request: RequestIndex;
  ticks: number;
  overtaken: boolean;
}

export interface World {
  live: "ACTIVE" | "SUSPENDED";
  /** Whose message made the last change of the state; null: the start, the outside, or a request that has ended. */
  by: RequestIndex | null;
  outsideLeft: number;
  lastClaim: RequestIndex;
  /** Numbers of filed requests (model.ts); 0: not asked for yet. */
  requests: readonly [number, number];
  workers: readonly [Worker, Worker];
  messages: readonly Message[];
  /** Votes under way, where the count isn't atomic: for each approver the tally they read plus one, or 0. */
  ballots: readonly [number, number];
}

export const idle: Worker = {
  phase: "idle",
  request: 0,
  current: false,
  overtaken: false,
  seen: null,
  askedQuiet: false,
  ticks: 0,
  check: "as_snapshot",
};
