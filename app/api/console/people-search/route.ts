import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { viewDirectory } from "#lib/use-cases/view-users.ts";

const shown = 20;

/** People of the directory copy, to pick from. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    query: z.object({ q: z.string().max(200).default("") }),
    handler: async ({ actor, query, services }) => {
      const page = await viewDirectory(services, actor, {
        q: query.q,
        state: null,
        limit: shown,
        cursor: null,
      });
      return { items: page.items.filter((person) => !person.gone) };
    },
  }),
});
