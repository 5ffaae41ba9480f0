import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { readSubject } from "#lib/use-cases/read-subject.ts";

/** Reads one person from 1Password now. That 1Password can't be read is an answer too, with what was known before. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ userId: z.string().max(200) }),
    handler: ({ actor, params, services }) => readSubject(services, actor, params),
  }),
});
