import type { Scheduler } from "fast-check";
import type { Services } from "#lib/ports/services.ts";
import { awaitedCalls } from "./test-crash.ts";

/**
 * The services of one of several processes whose awaited calls begin in the order that the scheduler picks: so calls
 * arrive in every order, not only answers.
 */
export function interleaved(services: Services, scheduler: Scheduler, who: string): Services {
  const shared = awaitedCalls(services, async (name, call) => {
    await scheduler.schedule(Promise.resolve(), `${who}: ${name}`);
    return call();
  });
  return shared;
}
