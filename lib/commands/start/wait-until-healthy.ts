import { setTimeout as pause } from "node:timers/promises";

const pauseMs = 40;

/** Asks until the console answers 200. False when that takes longer than the limit or `isOver` says so. */
export async function waitUntilHealthy(input: {
  url: string;
  limitMs: number;
  isOver: () => boolean;
}): Promise<boolean> {
  const endsAt = performance.now() + input.limitMs;
  while (performance.now() < endsAt && !input.isOver()) {
    try {
      const answer = await fetch(input.url, { redirect: "manual", signal: AbortSignal.timeout(5000) });
      await answer.body?.cancel();
      if (answer.status === 200) return true;
    } catch {
      // Nobody listens yet.
    }
    await pause(pauseMs);
  }
  return false;
}
