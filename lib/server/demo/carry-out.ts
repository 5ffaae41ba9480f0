import type { Services } from "#lib/ports/services.ts";
import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { executeRequest } from "#lib/use-cases/execution/execute-request.ts";
import type { DemoClock } from "./demo-clock.ts";

/** An answer that was lost is found by two readings; more than this many means that something else is wrong. */
const mostReadings = 10;

/** What the background does after a decision, at the pace of the history's clock instead of the true one. */
export async function carryOut(services: Services, clock: DemoClock, requestKey: string): Promise<void> {
  const { requests } = services.stores;
  const decided = await requests.byKey(requestKey);
  if (decided?.status !== "approved") return;
  await executeRequest(services, decided.id);
  for (let reading = 0; reading < mostReadings; reading += 1) {
    const now = await requests.byKey(requestKey);
    if (now?.status !== "unknown" || now.nextTryAt === null) return;
    clock.moveTo(now.nextTryAt);
    await advanceRequests(services);
  }
}
