import { methodsOf, route } from "#lib/server/route.ts";
import { readLogStanding } from "#lib/use-cases/log/view-log-standing.ts";

/** What protects the log now, for the strip on the audit page. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    handler: ({ actor, services }) => readLogStanding(services, actor, services.anchors),
  }),
});
