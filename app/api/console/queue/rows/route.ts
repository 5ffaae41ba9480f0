import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { viewQueueRows } from "#lib/use-cases/view-queue-rows.ts";

const Keys = z.object({
  keys: z
    .string()
    .regex(/^IR-\d{1,12}(,IR-\d{1,12}){0,49}$/)
    .transform((text) => text.split(",")),
});

/** Rows that are on somebody's screen and have left the page that it shows. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    query: Keys,
    handler: async ({ actor, query, services }) => ({ items: await viewQueueRows(services, actor, query) }),
  }),
});
