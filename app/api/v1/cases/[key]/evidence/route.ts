import { packageResponse } from "#lib/server/package-response.ts";
import { readCaseEvidence } from "#lib/server/openapi/case-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { exportCaseEvidence } from "#lib/use-cases/evidence/export-evidence.ts";

/** The evidence package of a case, as of the log's newest checkpoint or that of `size`. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readCaseEvidence.route,
    handler: async ({ actor, params, query, services }) =>
      packageResponse(
        await exportCaseEvidence(services, services.packages, actor, { key: params.key, size: query.size }),
      ),
  }),
});
