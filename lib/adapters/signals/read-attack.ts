import { findAll, type JsonObject } from "./find-field.ts";

const technique = /\bT\d{4}(?:\.\d{3})?\b/g;

/** Ids of ATT&CK techniques, wherever they stand within the fields that are named for them. */
export function readAttack(holder: JsonObject): string[] {
  const texts = ["mitre", "attack", "tags", "techniques"]
    .flatMap((path) => findAll(holder, path))
    .map((hit) => JSON.stringify(hit.value));
  return [...new Set(texts.flatMap((text) => text?.match(technique) ?? []))].slice(0, 50);
}
