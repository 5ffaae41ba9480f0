import { isObject, type JsonObject } from "./find-field.ts";
import { measureNesting } from "./scan-json.ts";

/** As deep as a body may nest: a text within an event gets no further than the event itself. */
const maxNesting = 32;

/** The JSON that a text holds, or undefined: pipelines wrap events as text. */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (!text.startsWith("{") && !text.startsWith("[")) return undefined;
  if (measureNesting(Buffer.from(text)).whole > maxNesting) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object, given as one or as JSON text. */
export function asObject(value: unknown): JsonObject | null {
  if (isObject(value)) return value;
  const parsed = parseJsonText(value);
  return isObject(parsed) ? parsed : null;
}
