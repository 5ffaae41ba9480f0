import { listCases } from "#lib/server/openapi/case-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { viewQueue } from "#lib/use-cases/view-queue.ts";

import { toCaseItem } from "./to-case-item.ts";

/** Cases, most severe first, for machines and for people's own scripts. Without filters: all of them. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...listCases.route,
    handler: async ({ actor, query, services }) => {
      const page = await viewQueue(services, actor, {
        statuses: query.status,
        severities: query.severity,
        owner: "anybody",
        q: query.q,
        limit: query.limit,
        cursor: query.cursor === "" ? null : query.cursor,
      });
      return {
        items: page.items.map(toCaseItem),
        nextCursor: page.nextCursor,
        total: page.total,
        ...(page.totalCapped && { totalCapped: true }),
      };
    },
  }),
});
