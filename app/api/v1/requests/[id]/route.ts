import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { reportRequest } from "#lib/use-cases/report-request.ts";

/** One request, by its key or its id. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person-or-key:cases:read",
    params: z.object({ id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) }),
    query: z.strictObject({}),
    handler: async ({ actor, params, services }) => {
      const report = await reportRequest(services, actor, params);
      await recordRead(services, actor, { what: "request", key: report.key });
      return report;
    },
  }),
});
