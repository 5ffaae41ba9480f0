import { methodsOf, route } from "#lib/server/route.ts";
import { viewGovernance } from "#lib/use-cases/view-governance.ts";

/** The quorum and the reviews. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({ auth: "person", handler: ({ actor, services }) => viewGovernance(services, actor) }),
});
