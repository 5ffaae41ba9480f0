import { eventStreams } from "./events/event.ts";
import type { Operation } from "./ledger.ts";

export type Generation = "v1" | "v1beta1";

export type Route =
  | { found: true; op: Operation; generation: Generation; accountId: string | null; userId: string | null }
  | { found: false; status: 404 | 405 };

const tokenPaths = new Map<string, { op: Operation; generation: Generation }>([
  ["/v1/oauth/token", { op: "token", generation: "v1" }],
  ["/v1/oauth/revoke", { op: "revoke", generation: "v1" }],
  ["/v1beta1/users/oauth2/token", { op: "token", generation: "v1beta1" }],
  ["/v1beta1/users/oauth2/revoke", { op: "revoke", generation: "v1beta1" }],
]);

const eventsPaths = new Map([
  ["/api/auth/introspect", "GET"],
  ["/api/v2/auth/introspect", "GET"],
  ...["v1", "v2"].flatMap((version) =>
    eventStreams.map((stream) => [`/api/${version}/${stream}`, "POST"] as const),
  ),
]);

const unknownRoute: Route = { found: false, status: 404 };
const wrongMethod: Route = { found: false, status: 405 };

/** Which operation a request is meant for. `path` is the raw path: not decoded, without the query. */
export function routeCall(method: string, path: string): Route {
  const tokenPath = tokenPaths.get(path);
  if (tokenPath !== undefined) {
    return method === "POST" ? { found: true, ...tokenPath, accountId: null, userId: null } : wrongMethod;
  }
  const eventsMethod = eventsPaths.get(path);
  if (eventsMethod !== undefined) {
    const route: Route = { found: true, op: "events", generation: "v1", accountId: null, userId: null };
    return method === eventsMethod ? route : wrongMethod;
  }
  const [empty, generation, accounts, account, users, last, ...rest] = path.split("/");
  if (empty !== "" || (generation !== "v1" && generation !== "v1beta1")) return unknownRoute;
  if (accounts !== "accounts" || users !== "users" || !account || rest.length > 0) return unknownRoute;
  const accountId = decode(account);
  if (last === undefined) {
    return method === "GET" ? { found: true, op: "list", generation, accountId, userId: null } : wrongMethod;
  }
  // The verb hangs on the last colon. An encoded colon (`%3A`) is part of the id, so it names no verb.
  const colon = last.lastIndexOf(":");
  const userId = decode(colon < 0 ? last : last.slice(0, colon));
  if (userId === "") return unknownRoute;
  if (colon < 0) {
    return method === "GET" ? { found: true, op: "get", generation, accountId, userId } : wrongMethod;
  }
  const verb = last.slice(colon + 1);
  if (verb !== "suspend" && verb !== "reactivate") return unknownRoute;
  return method === "POST" ? { found: true, op: verb, generation, accountId, userId } : wrongMethod;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
