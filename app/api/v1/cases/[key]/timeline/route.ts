import { readTimeline } from "#lib/server/openapi/case-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { reportTimeline } from "#lib/use-cases/report-timeline.ts";

/** All entries of a case, as stored and readable. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readTimeline.route,
    handler: async ({ actor, params, services }) => {
      const items = await reportTimeline(services, actor, params);
      await recordRead(services, actor, { what: "case", key: params.key });
      return { items };
    },
  }),
});
