import { z } from "zod";

/** The part of JSON Schema 2020-12 that the specification of the Users API uses. */
export interface JsonSchema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  enum?: unknown[] | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  required?: string[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  additionalProperties?: boolean | undefined;
  items?: JsonSchema | undefined;
}

/** Refuses words that the check below doesn't know: a rule that nobody checks is worse than none. */
export const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.strictObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    pattern: z.string().optional(),
    format: z.enum(["date-time", "int32"]).optional(),
    minLength: z.int().optional(),
    maxLength: z.int().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    additionalProperties: z.boolean().optional(),
    items: jsonSchema.optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    examples: z.array(z.unknown()).optional(),
    "x-assumed": z.unknown().optional(),
  }),
);

export interface SchemaCheck {
  schema: JsonSchema;
  value: unknown;
  /** Where the value stands, for the messages. */
  at: string;
  resolve(ref: string): JsonSchema;
}

/** What is wrong with a value, a sentence each; nothing when it fits. */
export function checkSchema(check: SchemaCheck): string[] {
  const { schema, value, at, resolve } = check;
  if (schema.$ref !== undefined) return checkSchema({ ...check, schema: resolve(schema.$ref) });
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return [`${at} is ${nameType(value)} and should be ${types.join(" or ")}`];
  }
  const problems: string[] = [];
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    problems.push(`${at} is ${JSON.stringify(value)} and should be one of ${JSON.stringify(schema.enum)}`);
  }
  if (typeof value === "string") problems.push(...checkText(schema, value, at));
  if (typeof value === "number") problems.push(...checkNumber(schema, value, at));
  const { items } = schema;
  if (Array.isArray(value) && items !== undefined) {
    problems.push(
      ...value.flatMap((item: unknown, index) =>
        checkSchema({ schema: items, value: item, at: `${at}[${index}]`, resolve }),
      ),
    );
  }
  if (isRecord(value)) problems.push(...checkObject(check, value));
  return problems;
}

function checkObject({ schema, at, resolve }: SchemaCheck, value: Record<string, unknown>): string[] {
  const problems = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${at}.${name} is missing`);
  for (const [name, part] of Object.entries(value)) {
    const known = schema.properties?.[name];
    if (known !== undefined) {
      problems.push(...checkSchema({ schema: known, value: part, at: `${at}.${name}`, resolve }));
    } else if (schema.additionalProperties === false)
      problems.push(`${at}.${name} is not in the specification`);
  }
  return problems;
}

function checkText(schema: JsonSchema, value: string, at: string): string[] {
  const problems: string[] = [];
  const bounds = [schema.minLength ?? 0, schema.maxLength ?? Number.POSITIVE_INFINITY] as const;
  if (value.length < bounds[0] || value.length > bounds[1]) {
    problems.push(`${at} has ${value.length} characters and should have ${bounds.join(" to ")}`);
  }
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) {
    problems.push(`${at} is ${JSON.stringify(value)} and should match ${schema.pattern}`);
  }
  if (schema.format === "date-time" && !z.iso.datetime({ offset: true }).safeParse(value).success) {
    problems.push(`${at} is ${JSON.stringify(value)} and should be an RFC 3339 time`);
  }
  return problems;
}

function checkNumber(schema: JsonSchema, value: number, at: string): string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  return value < minimum || value > maximum
    ? [`${at} is ${value} and should be from ${minimum} to ${maximum}`]
    : [];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  return nameType(value) === type;
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return nameType(value) === "object";
}
