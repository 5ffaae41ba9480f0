import type { z } from "zod";

import type { KeyActor, PersonActor } from "#lib/domain/actor.ts";
import type { KeyScope } from "#lib/domain/key-scope.ts";
import { DomainError } from "#lib/domain/errors.ts";

import { describeInvalid } from "./describe-invalid.ts";
import { actionLimitBytes, checkMutation } from "./guard/check-mutation.ts";
import type { Limiter } from "./limiter.ts";
import { describeFault, describeRefusal, problemResponse, refusalOf } from "./problem.ts";
import { readJson, readQuery } from "./read-json.ts";

export type RouteAuth = "person" | `key:${KeyScope}` | `person-or-key:${KeyScope}` | "open";

export type RouteActor<A extends RouteAuth> = A extends "person"
  ? PersonActor
  : A extends `key:${string}`
    ? KeyActor
    : A extends `person-or-key:${string}`
      ? PersonActor | KeyActor
      : null;

/** What one call of a route rests on, apart from Next. */
export interface RouteContext {
  publicUrl: string;
  requirePerson: (options: { keepsAlive: boolean }) => Promise<PersonActor>;
  requireKey: (input: { authorization: string | null; scope: KeyScope }) => Promise<KeyActor>;
  limiter: Limiter;
  /** Counts changes by key. */
  machines: Limiter;
  nextId: () => string;
  log: { error: (fields: object, message: string) => void };
  rethrow: (error: unknown) => void;
}

export interface RouteSpec<
  A extends RouteAuth,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
> {
  auth: A;
  params?: P;
  query?: Q;
  body?: B;
  /** 65,536 unless told. */
  bodyLimitBytes?: number;
}

export interface RouteInput<A extends RouteAuth, P, Q, B> {
  request: Request;
  actor: RouteActor<A>;
  params: P;
  query: Q;
  body: B;
}

/** Runs a route behind its checks and turns whatever goes wrong into an RFC 9457 answer. */
export async function runRoute<
  A extends RouteAuth,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
>(
  context: RouteContext,
  call: {
    request: Request;
    params: unknown;
    spec: RouteSpec<A, P, Q, B>;
    handler: (input: RouteInput<A, z.output<P>, z.output<Q>, z.output<B>>) => Promise<Response | object>;
  },
): Promise<Response> {
  const { request, spec } = call;
  try {
    const actor = (await authenticate(context, {
      request,
      auth: spec.auth,
      limitBytes: spec.bodyLimitBytes,
    })) as RouteActor<A>;
    const input = {
      request,
      actor,
      params: (spec.params === undefined ? undefined : readParams(call.params, spec.params)) as z.output<P>,
      query: (spec.query === undefined
        ? undefined
        : readQuery(new URL(request.url).searchParams, spec.query)) as z.output<Q>,
      body: (spec.body === undefined
        ? undefined
        : await readJson(request, {
            schema: spec.body,
            limitBytes: spec.bodyLimitBytes ?? actionLimitBytes,
          })) as z.output<B>,
    };
    const answer = await call.handler(input);
    const response = answer instanceof Response ? answer : Response.json(answer);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return response;
  } catch (error) {
    context.rethrow(error);
    const refusal = refusalOf(error);
    if (refusal !== null) return problemResponse(describeRefusal(refusal));
    const ref = context.nextId();
    context.log.error({ err: error, ref, path: new URL(request.url).pathname }, "route failed");
    return problemResponse(describeFault(ref));
  }
}

async function authenticate(
  context: RouteContext,
  { request, auth, limitBytes }: { request: Request; auth: RouteAuth; limitBytes: number | undefined },
): Promise<PersonActor | KeyActor | null> {
  if (auth === "open") return null;
  const isReading = request.method === "GET" || request.method === "HEAD";
  const authorization = request.headers.get("authorization");
  // A request with a key is judged by the key alone: it never falls back to a cookie, whose use needs the origin check.
  if (auth !== "person" && (authorization !== null || auth.startsWith("key:"))) {
    const scope = auth.slice(auth.indexOf("key:") + "key:".length) as KeyScope;
    const machine = await context.requireKey({ authorization, scope });
    if (!isReading) await context.machines.consume(machine.keyId);
    return machine;
  }
  const person = await context.requirePerson({ keepsAlive: !isReading });
  if (!isReading) {
    const refusal = checkMutation({
      headers: request.headers,
      publicUrl: context.publicUrl,
      door: "route",
      ...(limitBytes !== undefined && { limitBytes }),
    });
    if (refusal !== null) throw refusal;
    await context.limiter.consume(person.personId);
  }
  return person;
}

/** A key or id that can't be one names nothing: 404, as for one that isn't there. */
function readParams<S extends z.ZodType>(params: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new DomainError("not_found", { what: "such thing", problem: describeInvalid(parsed.error).message });
}
