import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { viewRequest } from "#lib/use-cases/view-approvals.ts";

/** One request with everything that belongs to it, for the decision sheet. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ key: z.string().max(40) }),
    handler: async ({ actor, params, services }) => {
      const view = await viewRequest(services, actor, { id: params.key });
      await recordRead(services, actor, { what: "request", key: view.key });
      return view;
    },
  }),
});
