import { methodsOf, route } from "#lib/server/route.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";

/** The log's verification keys. They are public: whoever checks the log pins them. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({ auth: "open", handler: ({ services }) => reportKeys(services, services.signer) }),
});
