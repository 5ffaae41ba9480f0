import type { Services } from "#lib/ports/services.ts";
import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import type { DemoClock } from "./demo-clock.ts";

/** Work that goes on after somebody got their answer. */
export interface AwaitedWork {
  start: Services["start"];
  /** Throws what the work threw. */
  finished(): Promise<void>;
}

/** Keeps the work of an approval, so that the history can wait for it before its clock moves on. */
export function createAwaitedWork(): AwaitedWork {
  const running: Promise<unknown>[] = [];
  return {
    start(task) {
      running.push(task());
    },
    async finished() {
      await Promise.all(running.splice(0));
    },
  };
}

/** An answer that was lost is found by two readings; more than this many means that something else is wrong. */
const mostReadings = 10;

/** Reads as the background does while an outcome is unknown, at the pace of the history's clock. */
export async function findOut(services: Services, clock: DemoClock, requestKey: string): Promise<void> {
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const request = await services.stores.requests.byKey(requestKey);
    if (request?.status !== "unknown" || request.nextTryAt === null) return;
    clock.moveTo(request.nextTryAt);
    await advanceRequests(services);
  }
}
