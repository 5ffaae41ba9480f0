import { findFirst, type JsonObject } from "./find-field.ts";

const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A W3C trace context, from a header or from the event itself; null where it is none. */
export function readTraceparent(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim().toLowerCase();
  return traceparent.test(text) ? text : null;
}

export function findTraceparent(event: JsonObject): string | null {
  return (
    findFirst(event, ["traceparent", "data.traceparent", "context.traceparent"], readTraceparent)?.value ??
    null
  );
}
