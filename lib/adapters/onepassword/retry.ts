import type { Failure, ReadVerdict } from "./classify-read.ts";
import type { Pace } from "./pace.ts";

const transientWaitsMs = [500, 1_000, 2_000] as const;
const firstOwnWaitMs = 5_000;
const longestWaitMs = 300_000;
const rateLimitedTries = 5;

export type RetriedRead = { ok: true; value: unknown } | ({ ok: false } & Failure);

/**
 * Sends something without effect until it is answered or hopeless: after a fault up to three more times with full
 * jitter, after a 429 up to five more times with the wait that was asked for, after a 401 once more with a new token.
 * `send` gets the number of the try, from 1. Tries after an abort are not begun.
 */
export async function retryRead({
  send,
  renewToken,
  pace,
  signal,
}: {
  send: (attempt: number) => Promise<ReadVerdict>;
  /** Makes the next `send` use another token; null where there is none to renew. */
  renewToken: (() => void) | null;
  pace: Pace;
  signal: AbortSignal | undefined;
}): Promise<RetriedRead> {
  let transient = 0;
  let limited = 0;
  let isRenewed = renewToken === null;
  for (let attempt = 1; ; attempt += 1) {
    const verdict = await send(attempt);
    switch (verdict.kind) {
      case "value":
        return { ok: true, value: verdict.value };
      case "final":
        return { ok: false, ...verdict.failure };
      case "unauthorized":
        if (isRenewed) return { ok: false, ...verdict.failure };
        isRenewed = true;
        renewToken?.();
        break;
      case "retry": {
        const longestMs = transientWaitsMs[transient];
        if (longestMs === undefined) return { ok: false, ...verdict.failure };
        transient += 1;
        await pace.wait(pace.random() * longestMs, signal);
        break;
      }
      case "wait":
        if (limited === rateLimitedTries) return { ok: false, ...verdict.failure };
        await pace.wait(verdict.waitMs ?? Math.min(firstOwnWaitMs * 2 ** limited, longestWaitMs), signal);
        limited += 1;
        break;
    }
    if (signal?.aborted === true && verdict.kind !== "unauthorized") return { ok: false, ...verdict.failure };
  }
}
