import "server-only";

import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";

import { requireKey } from "./api-key.ts";
import { limits } from "./limits.ts";
import { problemResponse } from "./problem.ts";
import { runRoute } from "./run-route.ts";
import type { RouteAuth, RouteInput, RouteSpec } from "./run-route.ts";
import { services } from "./services.ts";
import type { Services } from "./services.ts";
import { requireActorForRoute } from "./session/current.ts";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

/**
 * Makes a route handler: `export const GET = route({ auth: "person-or-key:cases:read", query, handler })`. The handler
 * gets actor, params, query and body parsed, and answers a `Response` or an object for 200; what it throws becomes an
 * RFC 9457 answer. By cookie, GET and HEAD must change nothing.
 */
export function route<
  A extends RouteAuth,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  input: RouteSpec<A, P, Q, B> & {
    handler: (
      call: RouteInput<A, z.output<P>, z.output<Q>, z.output<B>> & { services: Services },
    ) => Promise<Response | object>;
  },
): Handler {
  const { handler, ...spec } = input;
  return async (request, { params }) => {
    const here = services();
    const context = {
      publicUrl: here.env.publicUrl,
      requirePerson: requireActorForRoute,
      requireKey: (call: Parameters<typeof requireKey>[1]) => requireKey(here, call),
      limiter: limits(here).actions,
      machines: limits(here).machines,
      nextId: () => here.ids.next(),
      log: here.log,
      rethrow: unstable_rethrow,
    };
    return runRoute(context, {
      request,
      params: await params,
      spec,
      handler: (call) => handler({ ...call, services: here }),
    });
  };
}

/**
 * Gives a route file all its methods: `export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({ GET: route(…) })`.
 * What isn't given answers 405 with the methods that are; HEAD answers like GET, without the body.
 */
export function methodsOf(given: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const { GET } = given;
  const all: Partial<Record<Method, Handler>> = {
    ...(GET !== undefined && {
      HEAD: async (request, context) => {
        const { status, headers } = await GET(request, context);
        return new Response(null, { status, headers });
      },
    }),
    ...given,
  };
  const allow = methods.filter((method) => all[method] !== undefined);
  const refuse: Handler = async () =>
    problemResponse({
      status: 405,
      code: "method_not_allowed",
      detail: `This address answers ${allow.join(", ")} only. Nothing was done.`,
      allow,
    });
  return {
    GET: all.GET ?? refuse,
    HEAD: all.HEAD ?? refuse,
    POST: all.POST ?? refuse,
    PUT: all.PUT ?? refuse,
    PATCH: all.PATCH ?? refuse,
    DELETE: all.DELETE ?? refuse,
  };
}
