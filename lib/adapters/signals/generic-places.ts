import { type JsonObject, memberOf } from "./find-field.ts";

/**
 * Where the fields of an unknown event are looked for: at its top, then in the envelopes that senders commonly use.
 * As prefixes of paths.
 */
const places = ["", "data.", "event.", "details.", "context.", "alertContext.", "entity.", "fields."];

/** Paths of one field, place by place. */
export type PlacedPaths = readonly (readonly string[])[];

/** The names in every place. */
export function everywhere(names: readonly string[]): PlacedPaths {
  return places.map((place) => names.map((name) => place + name));
}

// Most events have none of the envelopes, and are asked for a hundred names in each.
const presentPlaces = new WeakMap<JsonObject, readonly number[]>();

function placesIn(event: JsonObject): readonly number[] {
  const known = presentPlaces.get(event);
  if (known) return known;
  const flattened = new Set(
    Object.keys(event).flatMap((key) =>
      key.includes(".") ? [key.slice(0, key.indexOf(".")).toLowerCase()] : [],
    ),
  );
  const present = places.flatMap((place, index) => {
    const name = place.slice(0, -1);
    const isThere = name === "" || flattened.has(name.toLowerCase()) || memberOf(event, name) !== null;
    return isThere ? [index] : [];
  });
  presentPlaces.set(event, present);
  return present;
}

/** Those of the paths whose place the event has: first all names at its top, then all in the first envelope. */
export function pathsIn(event: JsonObject, paths: PlacedPaths): string[] {
  return placesIn(event).flatMap((index) => paths[index] ?? []);
}

/** The same, place by place, for fields that must come from one place. */
export function pathsByPlace(event: JsonObject, paths: PlacedPaths): readonly string[][] {
  return placesIn(event).map((index) => [...(paths[index] ?? [])]);
}
