import { methodsOf, route } from "#lib/server/route.ts";

import { openStream } from "./open-stream.ts";

/** Hints that something changed, as server-sent events. `Last-Event-ID` needs no answer: who connects asks anew. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    handler: async ({ request, services }) =>
      new Response(openStream(services, request), {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          // A proxy that collects or packs the answer would hold every hint back.
          "cache-control": "no-store, no-transform",
          "x-accel-buffering": "no",
        },
      }),
  }),
});
