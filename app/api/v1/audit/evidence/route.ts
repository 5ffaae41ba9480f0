import { z } from "zod";

import { packageResponse } from "#lib/server/package-response.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { exportPeriodEvidence } from "#lib/use-cases/evidence/export-evidence.ts";

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** The evidence of everything in a period: `from` is part of it, `to` isn't. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person-or-key:evidence:read",
    query: z.strictObject({
      from: moment,
      to: moment,
      size: z.coerce.number().pipe(z.int().min(1)).optional(),
    }),
    handler: async ({ actor, query, services }) =>
      packageResponse(await exportPeriodEvidence(services, services.packages, actor, query)),
  }),
});
