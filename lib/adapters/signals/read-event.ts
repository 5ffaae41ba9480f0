import type { Signal } from "#lib/domain/signal.ts";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import { type EventFormat, formatFor } from "./detect-format.ts";
import { isObject, type JsonObject, memberOf } from "./find-field.ts";
import { readMapped } from "./read-mapped.ts";
import { readGeneric } from "./read-generic.ts";
import { readOnepasswordSignin } from "./read-onepassword-signin.ts";

/** What a reader may know besides the event. */
export interface EventContext {
  /** Name of the source, for a title where the event has none. */
  source: string;
  preset: string;
  receivedAt: Date;
  /** Where this source's events keep what. */
  mapping?: SourceMapping | null;
}

const readers: Readonly<Record<EventFormat, (event: JsonObject, context: EventContext) => Signal[]>> = {
  "onepassword.signin": readOnepasswordSignin,
  generic: readGeneric,
};

/** An event as signals: one for each person whom it names, one without a subject where it names nobody. */
export function readEvent(event: JsonObject, context: EventContext): Signal[] {
  const { mapping, ...unmapped } = context;
  if (mapping) return readMapped(event, readEvent(event, unmapped), { ...unmapped, mapping });
  const unwrapped = unwrap(event, context.preset);
  return readers[formatFor(context.preset, unwrapped)](unwrapped, context);
}

const envelopes = ["data", "event", "record"];

/**
 * A known shape in somebody's envelope is read as that shape. An envelope that rates what it carries is an alert of
 * its own: its title and severity are what the sender means, and it stays whole.
 */
function unwrap(event: JsonObject, preset: string): JsonObject {
  if (formatFor(preset, event) !== "generic" || memberOf(event, "severity") !== null) return event;
  for (const name of envelopes) {
    const content = memberOf(event, name)?.value;
    if (isObject(content) && formatFor(preset, content) !== "generic") return content;
  }
  return event;
}
