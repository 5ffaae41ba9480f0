import { readRequest } from "#lib/server/openapi/request-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { reportRequest } from "#lib/use-cases/report-request.ts";

/** One request, by its key or its id. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readRequest.route,
    handler: async ({ actor, params, services }) => {
      const report = await reportRequest(services, actor, params);
      await recordRead(services, actor, { what: "request", key: report.key });
      return report;
    },
  }),
});
