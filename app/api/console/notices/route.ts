import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { readNotices, viewNotices } from "#lib/use-cases/view-governance.ts";

/** What this person was told; a POST marks all of it as read. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({ auth: "person", handler: ({ actor, services }) => viewNotices(services, actor) }),
  POST: route({
    auth: "person",
    body: z.strictObject({}),
    handler: async ({ actor, services }) => {
      await readNotices(services, actor);
      return {};
    },
  }),
});
