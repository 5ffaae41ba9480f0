import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { readSubject } from "#lib/use-cases/read-subject.ts";

/** Reads one person from 1Password now, for their page. A failed reading is an answer too: it says what is known. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ id: z.string().regex(/^[A-Za-z0-9-]{1,200}$/) }),
    query: z.strictObject({}),
    handler: ({ actor, params, services }) => readSubject(services, actor, { userId: params.id }),
  }),
});
