import { z } from "zod";

import { actions } from "#lib/domain/directory.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { previewRequest } from "#lib/use-cases/preview-request.ts";

/** What a request would rest on if it were made now. Makes none. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ key: z.string().max(40) }),
    query: z.object({ action: z.enum(actions) }),
    handler: ({ actor, params, query, services }) =>
      previewRequest(services, actor, { caseKey: params.key, action: query.action }),
  }),
});
