import { z } from "zod";

import { packageResponse } from "#lib/server/package-response.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { exportCaseEvidence } from "#lib/use-cases/evidence/export-evidence.ts";

/** The evidence package of a case, as of the log's newest checkpoint or that of `size`. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person-or-key:evidence:read",
    params: z.object({ key: z.string().regex(/^IR-\d{1,15}$/) }),
    query: z.strictObject({ size: z.coerce.number().pipe(z.int().min(1)).optional() }),
    handler: async ({ actor, params, query, services }) =>
      packageResponse(
        await exportCaseEvidence(services, services.packages, actor, { key: params.key, size: query.size }),
      ),
  }),
});
