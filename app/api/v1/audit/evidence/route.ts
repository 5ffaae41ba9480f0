import { packageResponse } from "#lib/server/package-response.ts";
import { readPeriodEvidence } from "#lib/server/openapi/audit-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { exportPeriodEvidence } from "#lib/use-cases/evidence/export-evidence.ts";

/** The evidence of everything in a period: `from` is part of it, `to` isn't. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readPeriodEvidence.route,
    handler: async ({ actor, query, services }) =>
      packageResponse(await exportPeriodEvidence(services, services.packages, actor, query)),
  }),
});
