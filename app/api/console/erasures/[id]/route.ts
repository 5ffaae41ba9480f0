import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { viewReceipt } from "#lib/use-cases/personal-data/view-personal-data.ts";

/** The receipt of an erasure, as a file to keep. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ id: z.string().min(1).max(200) }),
    handler: ({ actor, services, params }) => viewReceipt(services, actor, params),
  }),
});
