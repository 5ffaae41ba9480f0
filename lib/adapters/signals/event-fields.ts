import { cleanText } from "./clean-text.ts";
import { findAll, findFirst, isObject, type JsonObject } from "./find-field.ts";
import { readIp, readUrl } from "./read-address.ts";
import { readId } from "./read-id.ts";

/** The fields of one event by path, in the forms in which signals need them; null where there is nothing usable. */
export interface EventFields {
  event: JsonObject;
  text(...paths: string[]): string | null;
  /** Lower case and without spaces around, for looking up in a table. */
  word(...paths: string[]): string;
  id(...paths: string[]): string | null;
  ip(...paths: string[]): string | null;
  url(...paths: string[]): string | null;
  isTrue(path: string): boolean;
  /** All that stands at these paths, for a reader that picks the first it can use. */
  values(...paths: string[]): unknown[];
  objects(path: string): { value: JsonObject; at: string }[];
}

export function fieldsOf(event: JsonObject): EventFields {
  const first = <T>(paths: string[], read: (value: unknown) => T | null): T | null =>
    findFirst(event, paths, read)?.value ?? null;
  const text = (...paths: string[]) => first(paths, (value) => cleanText(value, 300));
  return {
    event,
    text,
    word: (...paths) => (text(...paths) ?? "").toLowerCase(),
    id: (...paths) => first(paths, readId),
    ip: (...paths) => first(paths, readIp),
    url: (...paths) => first(paths, readUrl),
    isTrue: (path) =>
      findAll(event, path).some(
        ({ value }) => value === true || (typeof value === "string" && /^true$/i.test(value)),
      ),
    values: (...paths) => paths.flatMap((path) => findAll(event, path)).map((hit) => hit.value),
    objects: (path) =>
      findAll(event, path).flatMap(({ value, at }) => (isObject(value) ? [{ value, at }] : [])),
  };
}

/** Says the parts that there are, parted by a dot in the middle. */
export function describe(...parts: (string | null | false)[]): string | null {
  const said = parts.filter((part) => part !== null && part !== false && part !== "");
  return said.length === 0 ? null : cleanText(said.join(" · "), 4_000);
}
