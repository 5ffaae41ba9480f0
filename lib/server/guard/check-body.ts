import { DomainError } from "#lib/domain/errors.ts";

import { actionLimitBytes } from "./check-mutation.ts";
import { checkShape, checkValue } from "./check-shape.ts";

export interface BodyInput {
  contentType: string;
  /** True for an action called by script, whose arguments React wrote; false for a form sent as it is. */
  isCall: boolean;
  body: ReadableStream<Uint8Array> | null;
  /** 65,536 unless told. */
  limitBytes?: number;
}

/**
 * Reads the body of a change once before Next does. What Next or React can't read they answer by 500, with a line in
 * the log; and React drops `__proto__` in silence, where a refusal is wanted.
 */
export async function checkBody(input: BodyInput): Promise<DomainError | null> {
  const { contentType, isCall, limitBytes = actionLimitBytes } = input;
  const body = await readWithin(input.body, limitBytes);
  if (body === null) return new DomainError("body_too_large", { limit: `${limitBytes} bytes` });
  const text = new TextDecoder().decode(body);
  const refusal = checkShape(contentType, text);
  if (refusal !== null) return refusal;
  const type = contentType.toLowerCase();
  if (type.startsWith("text/plain")) return checkArguments(text);
  if (type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded")) {
    const form = await readForm(body, contentType);
    if (form === null) return unreadable();
    const root = form.get("0");
    return isCall ? checkArguments(typeof root === "string" ? root : "") : null;
  }
  return null;
}

/** The whole body, or null where it is longer than that. A stream states no length, so its bytes are counted. */
async function readWithin(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > limitBytes) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The list of arguments as React writes it: JSON in which strings that begin with `$` mean something. */
function checkArguments(text: string): DomainError | null {
  const shape = checkShape("application/json", text);
  if (shape !== null) return shape;
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || !hasKnownMarks(value)) return unreadable();
    return checkValue(value);
  } catch {
    return unreadable();
  }
}

/**
 * An escaped dollar, the values that JSON lacks, or a form's data: nothing else is ever an argument of ours. References
 * to parts that aren't there, to other actions or to streams keep React waiting or break it.
 */
const knownMark = /^\$(\$|undefined$|NaN$|-?Infinity$|-0$|D\d{4}-|n-?\d{1,30}$|K[0-9a-f]{1,4}$|T)/;

function hasKnownMarks(value: unknown): boolean {
  if (typeof value === "string") return !value.startsWith("$") || knownMark.test(value);
  return typeof value !== "object" || value === null || Object.values(value).every(hasKnownMarks);
}

async function readForm(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    return null;
  }
}

function unreadable(): DomainError {
  return new DomainError("malformed", { problem: "The request can't be read." });
}
