import { brakeSinceName, type GuardRails } from "#lib/domain/guard-rails.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { activeIncident } from "./active-incident.ts";
import { readRails } from "./read-rails.ts";

/** Whether one more suspension may be claimed now, and the writes that make sure of it in the claim's commit. */
export type BrakeVerdict = { go: true; statements: Statement[] } | { go: false; rails: GuardRails };

/**
 * Looks at what was claimed lately. A request counts once, whatever its tries. The statements come after the one that
 * requires execution to run: its lock makes claimers take turns, so that together they never pass the brake.
 */
export async function askBrake(services: Services, request: RequestRecord): Promise<BrakeVerdict> {
  const { rails: store } = services.stores;
  if (request.action !== "suspend" || (await store.isClaimed(request.id)))
    return { go: true, statements: [] };
  const now = services.clock.now();
  const incident = await activeIncident(services);
  if (incident !== null) {
    const claim = { requestId: request.id, at: now, incidentId: incident.id };
    return { go: true, statements: [store.useIncident(incident.id, now), store.insertClaim(claim)] };
  }
  const rails = await readRails(services);
  const since = await countedSince(services, rails);
  if ((await store.claimsSince(since)) >= rails.brakeMost) return { go: false, rails };
  return {
    go: true,
    statements: [
      store.insertClaim({ requestId: request.id, at: now, incidentId: null }),
      store.requireClaimsWithin(since, rails.brakeMost),
    ],
  };
}

/** What was claimed before two people lifted the brake was looked at by them: it counts no more. */
async function countedSince({ stores, clock }: Services, rails: GuardRails): Promise<Date> {
  const windowMs = rails.brakeWithinMinutes * 60_000;
  const lifted = await stores.controls.read(brakeSinceName);
  const since = clock.now().getTime() - windowMs;
  return new Date(lifted === null ? since : Math.max(since, Number(lifted)));
}

/** Sets the brake's beginning to now: for the commit that lifts it. */
export async function restartBrake({
  stores,
  clock,
}: Pick<Services, "stores" | "clock">): Promise<Statement> {
  const before = await stores.controls.read(brakeSinceName);
  return stores.controls.change(brakeSinceName, before, String(clock.now().getTime()));
}

/** Why the brake stopped execution, for the banner and the log. */
export function brakeWords(rails: GuardRails): string {
  const minutes = rails.brakeWithinMinutes === 1 ? "1 minute" : `${rails.brakeWithinMinutes} minutes`;
  return `More than ${rails.brakeMost} suspensions within ${minutes} were to be sent: the brake stopped execution. What was approved waits until two people resume it, or begin a mass incident.`;
}
