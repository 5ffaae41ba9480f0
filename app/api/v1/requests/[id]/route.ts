import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { reportRequest } from "#lib/use-cases/report-request.ts";

/** One request, by its key or its id. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person-or-key:cases:read",
    params: z.object({ id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) }),
    query: z.strictObject({}),
    handler: ({ actor, params, services }) => reportRequest(services, actor, params),
  }),
});
