import { operations } from "#lib/server/openapi/operations.ts";
import { readOpenApi } from "#lib/server/openapi/platform-operations.ts";
import { toDocument } from "#lib/server/openapi/to-document.ts";
import { methodsOf, route } from "#lib/server/route.ts";

/** What the machine interface can do, as OpenAPI 3.1. It needs no key: nothing in it is this installation's own. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readOpenApi.route,
    handler: async ({ services }) => toDocument(operations, services.installation),
  }),
});
