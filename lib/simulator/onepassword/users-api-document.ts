import { readFileSync } from "node:fs";
import { z } from "zod";
import { jsonSchema, type JsonSchema } from "./json-schema.ts";

const media = z.record(z.string(), z.object({ schema: jsonSchema }));
const pointer = z.strictObject({ $ref: z.string() });
const parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  schema: jsonSchema,
});
const response = z.object({ description: z.string(), content: media.default({}) });
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))).min(1),
  parameters: z.array(z.union([pointer, parameter])),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), z.union([pointer, response])),
});
const document = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post"]), operation)),
  components: z.object({
    parameters: z.record(z.string(), parameter),
    responses: z.record(z.string(), response),
    schemas: z.record(z.string(), jsonSchema),
  }),
});

export type Parameter = z.output<typeof parameter>;
export type ResponseObject = z.output<typeof response>;

export interface DocumentedOperation {
  id: string;
  method: string;
  path: string;
  scheme: "basic" | "bearer";
  parameters: Parameter[];
  /** Schema of the form that is sent; null when nothing may be sent. */
  form: JsonSchema | null;
  responses: Map<string, ResponseObject>;
}

const file = new URL("../../../docs/specifications/users-api.openapi.json", import.meta.url);
const parsed = document.parse(JSON.parse(readFileSync(file, "utf8")));

/** Every operation of the specification, both generations. */
export const documentedOperations: readonly DocumentedOperation[] = Object.entries(parsed.paths).flatMap(
  ([path, item]) =>
    Object.entries(item).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      scheme: described.security.some((need) => "client" in need) ? "basic" : "bearer",
      parameters: described.parameters.map((one) =>
        "$ref" in one ? find(parsed.components.parameters, one.$ref) : one,
      ),
      form: described.requestBody?.content["application/x-www-form-urlencoded"]?.schema ?? null,
      responses: new Map(
        Object.entries(described.responses).map(([status, one]) => [
          status,
          "$ref" in one ? find(parsed.components.responses, one.$ref) : one,
        ]),
      ),
    })),
);

export function resolveSchema(ref: string): JsonSchema {
  return find(parsed.components.schemas, ref);
}

function find<Part>(parts: Record<string, Part>, ref: string): Part {
  const part = parts[ref.slice(ref.lastIndexOf("/") + 1)];
  if (part === undefined)
    throw new Error(`The specification of the Users API points to ${ref}, which isn't there.`);
  return part;
}
