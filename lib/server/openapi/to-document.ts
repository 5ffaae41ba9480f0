import { STATUS_CODES } from "node:http";
import { z } from "zod";

import { keyScopes, scopeWords } from "#lib/domain/key-scope.ts";

import { ProblemAnswer } from "./answers.ts";
import { listRefusals } from "./list-refusals.ts";
import type { Answer, Operation } from "./operation.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of these operations, from the very schemas that their routes check with. */
export function toDocument(
  operations: readonly Operation[],
  { version, publicUrl }: { version: string; publicUrl: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperation(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Countersign",
      version,
      description:
        "Machines read cases, send signals and propose requests. No key can approve, deny or execute: that is for people who signed in. Errors are application/problem+json with a stable code. Times are RFC 3339, UTC.",
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: outputSchema(ProblemAnswer) },
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: `A key beginning with cs_. Scopes: ${keyScopes.map((scope) => `${scope} (${scopeWords[scope]})`).join("; ")}.`,
        },
      },
    },
  };
}

function toOperation(operation: Operation): Json {
  const { id, summary, description, route } = operation;
  const scope = route.auth.includes("key:") ? route.auth.slice(route.auth.indexOf("key:") + 4) : null;
  const body = bodyOf(operation);
  return {
    operationId: id,
    summary,
    ...(description !== undefined && { description }),
    security: scope === null ? [] : [{ key: [scope] }],
    parameters: [
      ...parametersOf(route.params, "path"),
      ...parametersOf(route.query, "query"),
      ...parametersOf(operation.headers, "header"),
    ],
    ...(body !== null && { requestBody: body }),
    responses: {
      ...Object.fromEntries(operation.answers.map((answer) => [answer.status, toResponse(answer)])),
      ...Object.fromEntries(
        (operation.ownRefusals ?? []).map(({ status, ...own }) => [
          status,
          toResponse({ status: 202, ...own }),
        ]),
      ),
      ...Object.fromEntries(
        [...listRefusals(operation)].map(([status, codes]) => [status, toRefusal(status, codes)]),
      ),
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query" | "header"): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

function bodyOf({ route, rawBody }: Operation): Json | null {
  const schema = rawBody?.schema ?? route.body;
  if (schema === undefined) return null;
  const types = rawBody?.types ?? ["application/json"];
  const content = Object.fromEntries(types.map((type) => [type, { schema: inputSchema(schema) }]));
  return { required: true, content };
}

function toResponse(answer: Answer): Json {
  const { description } = answer;
  if ("json" in answer) {
    return { description, content: { "application/json": { schema: outputSchema(answer.json) } } };
  }
  if ("type" in answer) return { description, content: { [answer.type]: {} } };
  return { description };
}

function toRefusal(status: number, codes: readonly string[]): Json {
  const waits = status === 429 || status === 503;
  return {
    description: `${STATUS_CODES[status] ?? "Refused"}. Codes: ${codes.join(", ")}.`,
    ...(waits && {
      headers: { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } },
    }),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

function inputSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}

/** Answers may get further fields, so the document doesn't forbid them. */
function outputSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return rest;
}
