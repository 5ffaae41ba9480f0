import { readCheckpoint } from "#lib/server/openapi/audit-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { reportCheckpoint } from "#lib/use-cases/log/report-log.ts";

/** The newest signed checkpoint of the log, a C2SP note. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readCheckpoint.route,
    handler: async ({ actor, services }) =>
      new Response(await reportCheckpoint(services, actor), {
        headers: { "content-type": "text/plain; charset=utf-8" },
      }),
  }),
});
