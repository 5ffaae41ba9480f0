import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { viewCase } from "#lib/use-cases/view-case.ts";

/** All of one case, for its open page. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ key: z.string().max(40) }),
    handler: async ({ actor, params, services }) => {
      const view = await viewCase(services, actor, params);
      await recordRead(services, actor, { what: "case", key: view.key });
      return view;
    },
  }),
});
