import { DomainError } from "#lib/domain/errors.ts";
import type { Team } from "#lib/domain/team.ts";
import type { SuspensionAct } from "#lib/ports/guard-rail-store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { activeIncident } from "./active-incident.ts";
import { readRails } from "./read-rails.ts";

const hourMs = 3_600_000;

/**
 * Lets a person ask for, or approve, one more suspension: throws `suspension_limit` where the hour's number is used up
 * and no mass incident raises it. Gives the writes for the commit, after the request's own row. `incidentId`: what the
 * act counts for. All accounts of a person count as one.
 */
export async function allowSuspensionAct(
  services: Services,
  input: { personId: string; requestId: string; act: SuspensionAct; team: Team },
): Promise<{ statements: Statement[]; incidentId: string | null }> {
  const { stores, clock } = services;
  const { personId, requestId, act } = input;
  const now = clock.now();
  const incident = await activeIncident(services);
  const record = { requestId, personId, act, at: now, incidentId: incident?.id ?? null };
  if (incident !== null) {
    return { statements: [stores.rails.insertAct(record)], incidentId: incident.id };
  }
  const most = (await readRails(services)).suspensionsPerPersonHour;
  const me = input.team.personOf(personId);
  const accounts = input.team.accountsOf(me);
  const counted = {
    personIds: accounts.length === 0 ? [personId] : accounts,
    act,
    since: new Date(now.getTime() - hourMs),
  };
  if ((await stores.rails.actsAfter(counted)) >= most) {
    const first = (await stores.rails.firstActAfter(counted)) ?? now;
    throw new DomainError("suspension_limit", {
      most: String(most),
      act: act === "ask" ? "asked for" : "approved",
      seconds: String(Math.max(1, Math.ceil((first.getTime() + hourMs - now.getTime()) / 1000))),
    });
  }
  return {
    statements: [stores.rails.insertAct(record), ...stores.rails.requireActsWithin({ ...counted, most })],
    incidentId: null,
  };
}
