import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { viewApprovals } from "#lib/use-cases/view-approvals.ts";

/** A tab of the approvals inbox. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    query: z.object({
      tab: z.enum(["pending", "under-way", "history", "mine"]).default("pending"),
      cursor: z.string().max(300).nullable().default(null),
    }),
    handler: ({ actor, query, services }) => viewApprovals(services, actor, { ...query, limit: 50 }),
  }),
});
