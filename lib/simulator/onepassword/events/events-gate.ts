/** How often the Events API may be called, and whether it shows anything: by the account's clock, forgotten on a restart. */
export interface EventsGate {
  /** Counts a call in; says after how many milliseconds to come again, 0 for now. */
  take(now: number, perMinute: number): number;
  /** Nothing is shown until then. */
  holdUntil(at: number): void;
  isHeld(now: number): boolean;
}

const minuteMs = 60_000;

export function createEventsGate(): EventsGate {
  let calls: number[] = [];
  let heldUntil = 0;
  return {
    take(now, perMinute) {
      calls = calls.filter((at) => at > now - minuteMs && at <= now);
      const first = calls[0];
      if (calls.length >= perMinute && first !== undefined) return Math.max(1, first + minuteMs - now);
      calls.push(now);
      return 0;
    },
    holdUntil(at) {
      heldUntil = at;
    },
    isHeld: (now) => now < heldUntil,
  };
}
