import type { Pace } from "./pace.ts";

/** Who goes first when calls have to queue: an approved suspension never waits behind a listing. */
export const priorities = ["executor", "page", "listing"] as const;
export type Priority = (typeof priorities)[number];

export interface RateLimit {
  /** Resolves with true when the call may be made, with false when `signal` fired before. */
  take: (priority: Priority, signal?: AbortSignal) => Promise<boolean>;
}

/** Token bucket over all calls of one account; `ratePerSecond` null lets everything pass. */
export function createRateLimit({
  ratePerSecond,
  burst,
  pace,
}: {
  ratePerSecond: number | null;
  burst: number;
  pace: Pick<Pace, "wait" | "monotonicMs">;
}): RateLimit {
  if (ratePerSecond === null)
    return { take: (_priority, signal) => Promise.resolve(signal?.aborted !== true) };

  const queues: Record<Priority, (() => void)[]> = { executor: [], page: [], listing: [] };
  let available = burst;
  let filledAtMs = pace.monotonicMs();
  let isPumping = false;

  const refill = () => {
    const nowMs = pace.monotonicMs();
    available = Math.min(burst, available + ((nowMs - filledAtMs) / 1_000) * ratePerSecond);
    filledAtMs = nowMs;
  };
  const isAnybodyWaiting = () => priorities.some((priority) => queues[priority].length > 0);
  const pump = async () => {
    if (isPumping) return;
    isPumping = true;
    while (isAnybodyWaiting()) {
      refill();
      if (available < 1) {
        // Rounded up, because a timer that fires a fraction early would make this a busy loop.
        await pace.wait(Math.ceil(((1 - available) / ratePerSecond) * 1_000));
        continue;
      }
      const next = priorities.map((priority) => queues[priority]).find((queue) => queue.length > 0);
      available -= 1;
      next?.shift()?.();
    }
    isPumping = false;
  };

  return {
    take: (priority, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve(false);
          return;
        }
        const queue = queues[priority];
        const go = () => {
          signal?.removeEventListener("abort", leave);
          resolve(true);
        };
        const leave = () => {
          const place = queue.indexOf(go);
          if (place !== -1) queue.splice(place, 1);
          resolve(false);
        };
        signal?.addEventListener("abort", leave, { once: true });
        queue.push(go);
        void pump();
      }),
  };
}
