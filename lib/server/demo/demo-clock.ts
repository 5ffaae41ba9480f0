import type { Clock } from "#lib/ports/clock.ts";

/** A clock that can be put back to when something is told to have happened; from there it goes on by itself. */
export interface DemoClock extends Clock {
  moveTo(at: Date): void;
  /** Shows the true time again. */
  release(): void;
  /** Milliseconds ahead of the true time; negative while it tells of the past. */
  offsetMs(): number;
}

export function createDemoClock(): DemoClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    moveTo(at) {
      offsetMs = at.getTime() - Date.now();
    },
    release() {
      offsetMs = 0;
    },
    offsetMs: () => offsetMs,
  };
}
