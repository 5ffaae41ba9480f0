import type { MassIncidentRecord } from "#lib/ports/guard-rail-store.ts";
import type { Services } from "#lib/ports/services.ts";

/** The mass incident that raises the brake now, or null. */
export async function activeIncident({
  stores,
  clock,
}: Pick<Services, "stores" | "clock">): Promise<MassIncidentRecord | null> {
  const open = await stores.rails.openIncident();
  return open !== null && raisesBrake(open, clock.now()) ? open : null;
}

export function raisesBrake(incident: MassIncidentRecord, now: Date): boolean {
  return (
    incident.startedAt !== null &&
    incident.endedAt === null &&
    incident.endsAt !== null &&
    incident.endsAt > now &&
    incident.used < incident.allowed
  );
}
