/** JSON as an OCSF event holds it: integers only. */
export type OcsfValue = boolean | number | string | readonly OcsfValue[] | OcsfObject;
export interface OcsfObject {
  readonly [attribute: string]: OcsfValue;
}

/** What a mapper writes: an attribute that isn't known may be undefined or null, and is left out. */
export type Draft = boolean | number | string | null | undefined | readonly Draft[] | DraftObject;
export interface DraftObject {
  readonly [attribute: string]: Draft;
}

/** Leaves out what isn't known, and whatever is empty because of that: nothing is invented in its place. */
export function compact(draft: DraftObject): OcsfObject {
  const entries = Object.entries(draft).flatMap(([name, value]): [string, OcsfValue][] => {
    const kept = compactValue(value);
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(entries);
}

function compactValue(value: Draft): OcsfValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return value;
  if (isArray(value)) {
    const items = value.map(compactValue).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const kept = compact(value);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function isArray(value: readonly Draft[] | DraftObject): value is readonly Draft[] {
  return Array.isArray(value);
}
