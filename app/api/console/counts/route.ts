import { methodsOf, route } from "#lib/server/route.ts";

import { readCounts } from "./read-counts.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({ auth: "person", handler: ({ actor, services }) => readCounts(services, actor) }),
});
