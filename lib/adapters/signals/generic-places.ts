/**
 * Where the fields of an unknown event are looked for: at its top, then in the envelopes that senders commonly use.
 * As prefixes of paths.
 */
const places = ["", "data.", "event.", "details.", "context.", "alertContext.", "entity.", "fields."];

/** The names at the top of the event, then all of them in the first envelope, and so on. */
export function everywhere(names: readonly string[]): string[] {
  return places.flatMap((place) => names.map((name) => place + name));
}

/** The same, place by place, for fields that must come from one place. */
export function byPlace(names: readonly string[]): string[][] {
  return places.map((place) => names.map((name) => place + name));
}
