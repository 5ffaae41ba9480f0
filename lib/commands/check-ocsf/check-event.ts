import { checkValue } from "./check-value.ts";
import type { Attribute, ClassShape, Schemas, Shape } from "./compile-schemas.ts";

export interface Finding {
  /** The attribute, `finding_info_list[0].uid` say; empty for the event itself. */
  path: string;
  words: string;
}

export interface Checked {
  /** The class's caption; null where it isn't known. */
  className: string | null;
  errors: Finding[];
  warnings: Finding[];
}

type JsonObject = Record<string, unknown>;

/** Holds an event against its class: all that the published definition says of it. */
export function checkEvent(event: unknown, schemas: Schemas): Checked {
  const checked: Checked = { className: null, errors: [], warnings: [] };
  const fail = (path: string, words: string) => checked.errors.push({ path, words });
  if (!isObject(event)) {
    fail("", "is no JSON object");
    return checked;
  }
  const uid = event["class_uid"];
  const shape = typeof uid === "number" ? schemas.classes.get(uid) : undefined;
  if (!shape) {
    fail("class_uid", `${JSON.stringify(uid)} is no class of these schemas`);
    return checked;
  }
  checked.className = shape.caption;
  const active = checkMetadata(event, shape, schemas, fail);
  checkClassification(event, shape, fail);
  checkObject(event, shape, "", { schemas, active, checked });
  checkObservables(event, fail);
  return checked;
}

type Fail = (path: string, words: string) => void;

function checkMetadata(event: JsonObject, shape: ClassShape, schemas: Schemas, fail: Fail): Set<string> {
  const metadata = isObject(event["metadata"]) ? event["metadata"] : {};
  const { version, profiles } = metadata;
  if (version !== schemas.version) {
    fail("metadata.version", `is ${JSON.stringify(version)}, and the schemas are ${schemas.version}`);
  }
  const named = Array.isArray(profiles) ? profiles.filter((name) => typeof name === "string") : [];
  for (const [at, name] of named.entries()) {
    if (!shape.profiles.has(name))
      fail(`metadata.profiles[${at}]`, `${name} is no profile of ${shape.caption}`);
  }
  return new Set(named);
}

/** What follows from the class and the activity, and whose enumerations no published file holds. */
function checkClassification(event: JsonObject, shape: ClassShape, fail: Fail): void {
  const activity = event["activity_id"];
  const activities = shape.attributes.get("activity_id")?.enum;
  const expected: [string, unknown][] = [
    ["category_uid", shape.category.uid],
    ["category_name", shape.category.caption],
    ["class_name", shape.caption],
  ];
  if (typeof activity === "number") {
    expected.push(["type_uid", shape.uid * 100 + activity]);
    const caption = activities?.get(String(activity));
    if (caption !== undefined && activity !== 99)
      expected.push(["type_name", `${shape.caption}: ${caption}`]);
  }
  for (const [name, value] of expected) {
    const found = event[name];
    if (found !== undefined && found !== value) {
      fail(name, `is ${JSON.stringify(found)} instead of ${JSON.stringify(value)}`);
    }
  }
}

const derived = new Set(["class_uid", "category_uid", "type_uid"]);

interface Under {
  schemas: Schemas;
  active: ReadonlySet<string>;
  checked: Checked;
}

function checkObject(value: JsonObject, shape: Shape, path: string, under: Under): void {
  const { active, checked } = under;
  // The bare object is open: anything may stand in it.
  if (shape.name === "object") return;
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const fail: Fail = (where, words) => checked.errors.push({ path: where, words });
  for (const [name, attribute] of shape.attributes) {
    const applies = attribute.profile === null || active.has(attribute.profile);
    if (applies && attribute.isRequired && value[name] === undefined) fail(at(name), "is required");
  }
  for (const [name, item] of Object.entries(value)) {
    const attribute = shape.attributes.get(name);
    if (!attribute) {
      fail(at(name), `is no attribute of ${shape.caption}`);
      continue;
    }
    if (attribute.profile !== null && !active.has(attribute.profile)) {
      fail(at(name), `belongs to the profile ${attribute.profile}, which metadata.profiles doesn't name`);
    }
    if (attribute.deprecated !== null) {
      checked.warnings.push({ path: at(name), words: `is deprecated ${attribute.deprecated}` });
    }
    checkAttribute(item, attribute, at(name), under);
    if (!derived.has(name)) checkSibling(value, name, attribute, at, fail);
  }
  const given = (names: readonly string[]) => names.filter((name) => value[name] !== undefined);
  if (shape.atLeastOne.length > 0 && given(shape.atLeastOne).length === 0) {
    fail(path, `needs at least one of ${shape.atLeastOne.join(", ")}`);
  }
  if (shape.justOne.length > 0 && given(shape.justOne).length !== 1) {
    fail(path, `needs exactly one of ${shape.justOne.join(", ")}`);
  }
}

function checkAttribute(value: unknown, attribute: Attribute, path: string, under: Under): void {
  if (!attribute.isArray) return checkItem(value, attribute, path, under);
  if (!Array.isArray(value)) {
    under.checked.errors.push({ path, words: "is no array" });
    return;
  }
  for (const [index, item] of value.entries()) checkItem(item, attribute, `${path}[${index}]`, under);
}

function checkItem(value: unknown, attribute: Attribute, path: string, under: Under): void {
  const { schemas, checked } = under;
  const shape = schemas.objects.get(attribute.type);
  if (shape) {
    if (isObject(value)) checkObject(value, shape, path, under);
    else checked.errors.push({ path, words: `is no ${shape.caption} object` });
    return;
  }
  const words = checkValue(value, attribute.type, schemas.types);
  if (words !== null) {
    checked.errors.push({ path, words });
    return;
  }
  const isDerived = derived.has(path);
  if (!isDerived && attribute.enum !== null && !attribute.enum.has(String(value))) {
    checked.errors.push({ path, words: `${JSON.stringify(value)} is none of the values that it may have` });
  }
}

/** The caption beside an id says the same as the id; where the id is "other", the caption has to say what. */
function checkSibling(
  value: JsonObject,
  name: string,
  attribute: Attribute,
  at: (name: string) => string,
  fail: Fail,
): void {
  const { sibling } = attribute;
  if (sibling === null || attribute.enum === null || attribute.isArray) return;
  const id = value[name];
  const caption = attribute.enum.get(String(id));
  const said = value[sibling];
  if (id === 99 && said === undefined) fail(at(sibling), `is needed, for ${name} is 99`);
  if (id !== 99 && caption !== undefined && said !== undefined && said !== caption) {
    fail(at(sibling), `is ${JSON.stringify(said)} instead of ${JSON.stringify(caption)}`);
  }
}

/** An observable points at an attribute of its event and repeats what stands there. */
function checkObservables(event: JsonObject, fail: Fail): void {
  const { observables } = event;
  if (!Array.isArray(observables)) return;
  for (const [index, observable] of observables.entries()) {
    if (!isObject(observable) || typeof observable["name"] !== "string") continue;
    const found = valuesAt(event, observable["name"].split("."));
    const path = `observables[${index}].name`;
    if (found.length === 0) fail(path, `${observable["name"]} is not in the event`);
    else if (observable["value"] !== undefined && !found.includes(observable["value"])) {
      fail(path, `something else stands at ${observable["name"]}`);
    }
  }
}

function valuesAt(value: unknown, [name, ...rest]: string[]): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => valuesAt(item, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return [value];
  if (!isObject(value) || value[name] === undefined) return [];
  return valuesAt(value[name], rest);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
