import { readReadiness } from "#lib/server/read-readiness.ts";
import { methodsOf, route } from "#lib/server/route.ts";

/** Whether everything is there that the console rests on: 200, or 503 with the part that fails. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "open",
    handler: async ({ services }) => {
      const readiness = await readReadiness(services);
      if (readiness.ready) return Response.json(readiness);
      const failing = readiness.parts.filter((part) => !part.ok);
      const problem = {
        type: "about:blank",
        title: "Service Unavailable",
        status: 503,
        code: "not_ready",
        detail: `Not ready: ${failing.map((part) => `${part.name} (${part.detail})`).join(", ")}.`,
      };
      return new Response(JSON.stringify({ ...problem, ...readiness }), {
        status: 503,
        headers: { "content-type": "application/problem+json", "retry-after": "5" },
      });
    },
  }),
});
