import { queueRange, readQueueSearch } from "#lib/queries/queue-search.ts";
import { queuePageSize } from "#lib/queries/queue-href.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { viewQueue } from "#lib/use-cases/view-queue.ts";

/** The queue as its page shows it, read from the same query by the same function. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    handler: ({ request, actor, services }) => {
      const search = readQueueSearch(new URL(request.url).searchParams);
      const { q, cursor } = search;
      return viewQueue(services, actor, { ...queueRange(search), q, cursor, limit: queuePageSize });
    },
  }),
});
