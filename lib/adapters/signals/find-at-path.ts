import { findAll, isObject, type JsonObject, memberOf } from "./find-field.ts";

/** A value and its path in the event's own spelling. */
export interface FoundAt {
  value: unknown;
  at: string;
}

const step = /^([^[\]]*)((?:\[\d{1,6}\])*)$/;

/**
 * All that stands at a mapping's path. Without an index a list on the way is walked, as everywhere; `[0]` takes one of
 * its items. A member literally named by the path goes first.
 */
export function findAtPath(event: JsonObject, path: string): FoundAt[] {
  if (!path.includes("[")) return findAll(event, path);
  const whole = memberOf(event, path);
  if (whole) return [{ value: whole.value, at: whole.key }];
  let found: FoundAt[] = [{ value: event, at: "" }];
  for (const part of path.split(".")) {
    const [, name = "", indexes = ""] = step.exec(part) ?? [];
    if (name === "" && indexes === "") return [];
    found = found.flatMap((one) => (name === "" ? [one] : childrenOf(one, name)));
    for (const index of indexes.matchAll(/\d+/g)) {
      found = found.flatMap(({ value, at }) =>
        Array.isArray(value) && Number(index[0]) < value.length
          ? [{ value: value[Number(index[0])] as unknown, at: `${at}[${index[0]}]` }]
          : [],
      );
    }
  }
  return found.flatMap(spread);
}

/** Members of this name, of one object or of each object in a list. */
function childrenOf(found: FoundAt, name: string): FoundAt[] {
  return spread(found).flatMap(({ value, at }) => {
    const member = isObject(value) ? memberOf(value, name) : null;
    return member ? [{ value: member.value, at: at === "" ? member.key : `${at}.${member.key}` }] : [];
  });
}

function spread({ value, at }: FoundAt): FoundAt[] {
  return Array.isArray(value)
    ? value.map((item: unknown, index) => ({ value: item, at: `${at}[${index}]` }))
    : [{ value, at }];
}
