import { isObject } from "./find-field.ts";

export interface Leaf {
  path: string;
  value: string | number | boolean;
}

/** Every plain value of an event with its path, in the order of the event: at most `limit` of them. */
export function listLeaves(value: unknown, limit: number): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (one: unknown, path: string): void => {
    if (leaves.length >= limit) return;
    if (Array.isArray(one)) one.forEach((item: unknown, index) => walk(item, `${path}[${index}]`));
    else if (isObject(one)) {
      for (const [key, member] of Object.entries(one)) walk(member, path === "" ? key : `${path}.${key}`);
    } else if (typeof one === "string" || typeof one === "number" || typeof one === "boolean") {
      leaves.push({ path, value: one });
    }
  };
  walk(value, "");
  return leaves;
}
