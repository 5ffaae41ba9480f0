import { readCase } from "#lib/server/openapi/case-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { reportCase } from "#lib/use-cases/report-case.ts";

/** One case for a machine. The person's state is the last known one, with the time of its reading. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readCase.route,
    handler: async ({ actor, params, services }) => {
      const report = await reportCase(services, actor, params);
      await recordRead(services, actor, { what: "case", key: params.key });
      return report;
    },
  }),
});
