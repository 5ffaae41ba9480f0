import { readEntries } from "#lib/server/openapi/audit-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { reportEntries } from "#lib/use-cases/log/report-log.ts";

/** Sealed entries in tree order. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readEntries.route,
    handler: ({ actor, query, services }) => reportEntries(services, actor, query),
  }),
});
