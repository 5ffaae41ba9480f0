import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import { isObject, type JsonObject } from "./find-field.ts";
import { measureNesting } from "./scan-json.ts";
import { maxNesting } from "./split-body.ts";

const utf8 = new TextDecoder("utf-8");

/**
 * An event that is no object, for a source whose mapping takes anything: it stands under `value`, so that a path leads
 * to it. A text that holds a JSON object is that object. Null where the mapping doesn't say so.
 */
export function openOddEvent(raw: Uint8Array, mapping: SourceMapping | null): JsonObject | null {
  if (mapping?.takesAnything !== true) return null;
  const text = utf8.decode(raw).trim();
  const value = parse(text);
  const inner = typeof value === "string" ? parse(value) : value;
  return isObject(inner) ? inner : { value: inner };
}

/** Text that is no JSON, or nests too deep to be opened, stays text. */
function parse(text: string): unknown {
  if (measureNesting(Buffer.from(text)).whole > maxNesting) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
