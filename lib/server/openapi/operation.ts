import type { z } from "zod";

import type { ErrorCode } from "#lib/domain/errors.ts";
import type { RouteAuth, RouteSpec } from "#lib/server/run-route.ts";

/** What a route answers when it did what it was asked. */
export type Answer = { status: 200 | 201 | 202 | 204; description: string } & (
  | { json: z.ZodType }
  | { type: string }
  | { empty: true }
);

/**
 * One operation of the machine interface: what its route checks, and what the document says. Both take the same
 * schemas: `route({ ...listCases.route, handler })`.
 */
export interface Operation<
  A extends RouteAuth = RouteAuth,
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  method: "get" | "post" | "put";
  /** As OpenAPI writes it: `/api/v1/cases/{key}`. */
  path: string;
  id: string;
  summary: string;
  description?: string;
  route: RouteSpec<A, P, Q, B>;
  /** Headers that a caller sends besides the key. */
  headers?: z.ZodObject;
  /** Where the route reads its body by itself, or takes other types than JSON. */
  rawBody?: { types: readonly string[]; schema: z.ZodType };
  answers: readonly Answer[];
  /** Refusals in the form of another standard than RFC 9457. */
  ownRefusals?: readonly { status: 400; description: string; json: z.ZodType }[];
  /** Refusals beyond those that every operation of its kind can give. */
  refusals?: readonly ErrorCode[];
}

/** Says what an operation is, so that route and document can't differ. */
export function operation<
  A extends RouteAuth,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(given: Operation<A, P, Q, B>): Operation<A, P, Q, B> {
  return given;
}
