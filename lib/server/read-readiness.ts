import "server-only";

import { countPendingMigrations } from "#db/count-pending-migrations.ts";
import { checkReadiness, type Readiness } from "#lib/use-cases/check-readiness.ts";
import { probeIdentityProvider } from "./probe-identity-provider.ts";
import type { Services } from "./services.ts";

/** Readiness of this process, for `/api/readyz`. */
export function readReadiness(services: Services): Promise<Readiness> {
  return checkReadiness(services, {
    countPendingMigrations: () => countPendingMigrations(services.env.databaseUrl),
    readsEvents: services.installation.eventsConfigured,
    probeIdentityProvider: () => probeIdentityProvider(services.env.oidc.issuer),
  });
}
