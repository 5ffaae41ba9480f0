import { findAll, type JsonObject } from "./find-field.ts";
import { everywhere, pathsIn } from "./generic-places.ts";

const technique = /\bT\d{4}(?:\.\d{3})?\b/g;
const paths = everywhere(["mitre", "attack", "tags", "techniques"]);

/** Ids of ATT&CK techniques, wherever they stand within the fields that are named for them. */
export function readAttack(event: JsonObject): string[] {
  return techniquesIn(
    pathsIn(event, paths)
      .flatMap((path) => findAll(event, path))
      .map((hit) => hit.value),
  );
}

/** Ids of ATT&CK techniques anywhere in these values, `TA0006:T1552.001` and JSON within texts included. */
export function techniquesIn(values: readonly unknown[]): string[] {
  const texts = values.map((value) => JSON.stringify(value) ?? "");
  return [...new Set(texts.flatMap((text) => text.match(technique) ?? []))].slice(0, 50);
}
