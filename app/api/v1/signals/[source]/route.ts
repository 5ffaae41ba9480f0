import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { receiveDelivery } from "#lib/server/signals/receive-delivery.ts";

/** The webhook of a source. The signature is what lets a sender in: no session and no key is asked for. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  POST: route({
    auth: "open",
    params: z.object({ source: z.string() }),
    handler: async ({ request, params, services }) => {
      const receipt = await receiveDelivery(services, {
        source: params.source,
        headers: request.headers,
        body: request.body,
      });
      return Response.json(receipt, { status: 202 });
    },
  }),
});
