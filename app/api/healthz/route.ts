import { methodsOf, route } from "#lib/server/route.ts";

/** Whether the process serves; nothing else is looked at, so that a slow database doesn't get it restarted. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({ auth: "open", handler: async () => ({ status: "ok" }) }),
});
