import { queuePageSize } from "#components/queue/queue-address.ts";
import { queueQueryOf, readQueueSearch } from "#components/queue/queue-search.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { viewQueue } from "#lib/use-cases/view-queue.ts";

/** The queue as its page shows it, read from the same query by the same function. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    handler: ({ request, actor, services }) => {
      const search = readQueueSearch(new URL(request.url).searchParams);
      return viewQueue(services, actor, { ...queueQueryOf(search), limit: queuePageSize });
    },
  }),
});
