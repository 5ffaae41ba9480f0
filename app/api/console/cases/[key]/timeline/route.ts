import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { viewTimeline } from "#lib/use-cases/view-case.ts";

/** Entries of a case's chain after the given number: how the page reaches those older than the newest 200. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ key: z.string().max(40) }),
    query: z.object({ afterN: z.coerce.number().int().min(0).default(0) }),
    handler: async ({ actor, params, query, services }) => {
      const page = await viewTimeline(services, actor, { key: params.key, afterN: query.afterN });
      await recordRead(services, actor, { what: "case", key: params.key });
      return page;
    },
  }),
});
