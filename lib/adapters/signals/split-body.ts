import { isObject, type JsonObject } from "./find-field.ts";
import { findList, measureNesting, sliceArray, trimBytes } from "./scan-json.ts";

export const maxEvents = 1_000;
export const maxNesting = 32;

/** One event of a delivery with its own bytes, not those of the batch. */
export type BodyEvent = { raw: Uint8Array } & (
  | { event: JsonObject; rejected: null }
  | { event: null; rejected: "not_json" | "not_an_object" }
);

export type RefusedBody =
  | { ok: false; code: "not_json" }
  | { ok: false; code: "body_too_large"; limit: string };
export type SplitBody = { ok: true; events: BodyEvent[] } | RefusedBody;

const tooDeep: RefusedBody = { ok: false, code: "body_too_large", limit: `${maxNesting} levels` };

/** Refuses what nests too deep, before anybody knows who sent it and before anything parses it. */
export function checkNesting(body: Uint8Array): RefusedBody | null {
  return measureNesting(body).ofOneLine > maxNesting ? tooDeep : null;
}

/**
 * Parts a body into its events: one object, an array, or NDJSON, told by content. Blank lines and a byte order mark
 * are ignored. A broken line or a non-object is one rejected event among the others; a body that is no JSON at all
 * is refused whole.
 */
export function splitBody(body: Uint8Array): SplitBody {
  const bytes = trimBytes(withoutMark(body));
  const whole = parse(bytes);
  if (whole.ok && measureNesting(bytes).whole > maxNesting) return tooDeep;
  const events = whole.ok ? eventsOf(bytes, whole.value) : eventsOfLines(bytes);
  if (events === null) return { ok: false, code: "not_json" };
  if (events.length > maxEvents) return { ok: false, code: "body_too_large", limit: `${maxEvents} events` };
  return { ok: true, events };
}

function eventsOf(bytes: Uint8Array, value: unknown): BodyEvent[] {
  if (Array.isArray(value)) return eventsOfList(bytes, value);
  const items =
    isObject(value) && (Object.hasOwn(value, "cursor") || Object.hasOwn(value, "has_more")) && value["items"];
  // A page of 1Password's Events API, posted as it came: its items are the events.
  if (Array.isArray(items)) return eventsOfList(findList(bytes, "items") ?? bytes, items);
  return [toEvent(bytes, value)];
}

function eventsOfList(bytes: Uint8Array, list: unknown[]): BodyEvent[] {
  if (list.length === 0) return [];
  const slices = sliceArray(bytes);
  return list.map((item, index) => toEvent(slices[index] ?? bytes, item));
}

function eventsOfLines(bytes: Uint8Array): BodyEvent[] | null {
  const lines = linesOf(bytes)
    .map(trimBytes)
    .filter((line) => line.length > 0);
  const events = lines.map((raw): BodyEvent => {
    const line = parse(raw);
    return line.ok ? toEvent(raw, line.value) : { raw, event: null, rejected: "not_json" };
  });
  // Lines of a broken document may be JSON by chance, like `1`; one object among them makes it NDJSON.
  const isLines = events.length > 1 && events.some((one) => one.event !== null);
  return isLines || (events.length > 1 && events.every((one) => one.rejected !== "not_json")) ? events : null;
}

function toEvent(raw: Uint8Array, value: unknown): BodyEvent {
  return isObject(value)
    ? { raw, event: value, rejected: null }
    : { raw, event: null, rejected: "not_an_object" };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function parse(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return { ok: false };
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}
