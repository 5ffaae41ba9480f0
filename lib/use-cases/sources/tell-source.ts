import type { Entry } from "#lib/domain/entry.ts";

/** A change of a source, or of what is held of its detections, in one sentence; null for anything else. */
export function tellSource(entry: Entry, actor: string): string | null {
  const { name = "", what = "", rule, reason, confidence } = entry.facts;
  if (!name.startsWith("source ")) return null;
  const detector = rule === undefined ? `the ${name}` : `the detection ${rule} of the ${name}`;
  switch (what) {
    case "source":
      return `${actor} added the ${name}`;
    case "settings":
      return `${actor} changed the settings of the ${name}`;
    case "enabled":
      return `${actor} switched the ${name} on`;
    case "disabled":
      return `${actor} switched the ${name} off: its deliveries are refused`;
    case "secret added":
      return `${actor} gave the ${name} a second signing secret`;
    case "secret retired":
      return `${actor} retired the old signing secret of the ${name}`;
    case "mapping":
      return `${actor} changed the mapping of the ${name}`;
    case "stream set":
      return `${actor} set up the Shared Signals stream of the ${name}`;
    case "stream changed":
      return `${actor} changed the Shared Signals stream of the ${name}`;
    case "stream removed":
      return `${actor} removed the Shared Signals stream of the ${name}: its tokens are refused`;
    case "dead letter replayed":
      return `${actor} replayed a dead letter of the ${name} (${reason ?? "no reason"})`;
    case "dead letters deleted":
      return `${actor} deleted ${entry.facts["letters"] ?? "some"} dead letters of the ${name}`;
    case "promotion asked":
      return `${actor} asked to promote ${detector}; a second person has to confirm`;
    case "promotion confirmed":
      return `${actor} confirmed that ${detector} is promoted`;
    case "promotion taken back":
    case "detection taken back":
      return `${actor} put ${detector} on trial again`;
    case "confidence asked":
      return `${actor} asked that ${detector} count with a confidence of ${confidence ?? "?"}`;
    case "confidence confirmed":
      return `${actor} confirmed a confidence of ${confidence ?? "?"} for ${detector}`;
    case "confidence taken back":
      return `${actor} took back the confidence of ${detector}`;
    case "kind":
      return `${actor} changed the kind of ${detector}`;
    default:
      return `${actor} changed the ${name}`;
  }
}
