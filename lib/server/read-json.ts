import type { z } from "zod";

import { DomainError } from "#lib/domain/errors.ts";

import { describeInvalid } from "./describe-invalid.ts";
import { checkSize } from "./guard/check-mutation.ts";
import { checkShape, checkValue } from "./guard/check-shape.ts";

/** Reads a JSON body and parses it. Throws `body_too_large`, `unsupported_type`, `not_json`, `malformed`, `invalid_input`. */
export async function readJson<S extends z.ZodType>(
  request: Request,
  { schema, limitBytes }: { schema: S; limitBytes: number },
): Promise<z.output<S>> {
  const stated = request.headers.get("content-length");
  if (stated !== null) refuse(checkSize(stated, limitBytes));
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const encoding = request.headers.get("content-encoding");
  if (type !== "application/json" || (encoding !== null && encoding !== "identity")) {
    throw new DomainError("unsupported_type");
  }
  const text = await readText(request, limitBytes);
  refuse(checkShape(type, text));
  const value = parseText(text);
  refuse(checkValue(value));
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw describeInvalid(parsed.error);
  return parsed.data;
}

/** Reads the query. A key that comes twice, or is unknown, is refused: two readers would take two different values. */
export function readQuery<S extends z.ZodType>(query: URLSearchParams, schema: S): z.output<S> {
  const fields = new Map<string, string>();
  for (const [name, value] of query) {
    if (fields.has(name)) throw new DomainError("malformed", { problem: `The query has ${name} twice.` });
    fields.set(name, value);
  }
  const parsed = schema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) throw new DomainError("malformed", describeInvalid(parsed.error).details);
  return parsed.data;
}

function refuse(refusal: DomainError | null): void {
  if (refusal !== null) throw refusal;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("not_json");
  }
}

/** Counts while reading: the stated length is only what the sender says. */
async function readText(request: Request, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
    if (done || value === undefined) break;
    size += value.length;
    if (size > limitBytes) {
      await reader.cancel();
      throw new DomainError("body_too_large", { limit: `${limitBytes} bytes` });
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
