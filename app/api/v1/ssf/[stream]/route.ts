import { receiveSetOperation } from "#lib/server/openapi/signal-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { receiveSet } from "#lib/server/signals/receive-set.ts";

/** Shared Signals, pushed (RFC 8935). The token's signature is what lets a transmitter in. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  POST: route({
    ...receiveSetOperation.route,
    handler: async ({ request, params, services }) => {
      const { headers, body } = request;
      const refused = await receiveSet(services, { stream: params.stream, headers, body });
      if (refused === null) return new Response(null, { status: 202 });
      const { err, description } = refused;
      return Response.json({ err, description }, { status: 400, headers: { "content-language": "en" } });
    },
  }),
});
