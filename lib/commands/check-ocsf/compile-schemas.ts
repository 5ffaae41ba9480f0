import type { RawAttribute, RawDefinition, RawSchemas, RawType } from "./read-schemas.ts";

export interface Attribute {
  /** A data type, or the name of an object. */
  type: string;
  isArray: boolean;
  isRequired: boolean;
  /** Captions by value; null where any value of the type will do. */
  enum: ReadonlyMap<string, string> | null;
  /** The attribute that holds the caption. */
  sibling: string | null;
  deprecated: string | null;
  /** The profile that brings it; null where it is always there. */
  profile: string | null;
}

/** A class or an object with all that it inherits and includes. */
export interface Shape {
  name: string;
  caption: string;
  attributes: ReadonlyMap<string, Attribute>;
  atLeastOne: readonly string[];
  justOne: readonly string[];
  profiles: ReadonlySet<string>;
}

export interface ClassShape extends Shape {
  uid: number;
  category: { uid: number; caption: string };
}

export interface Schemas {
  version: string;
  /** By `class_uid`. */
  classes: ReadonlyMap<number, ClassShape>;
  objects: ReadonlyMap<string, Shape>;
  types: ReadonlyMap<string, RawType>;
}

/** Puts the parts together as OCSF's own compiler does. Throws an `Error` for what is missing or goes round. */
export function compileSchemas(raw: RawSchemas): Schemas {
  const types = new Map(Object.entries(raw.dictionary.types.attributes));
  const observables = observableTypes(raw);
  const shape = (definition: RawDefinition, all: readonly RawDefinition[]): Shape => {
    const line = ancestry(definition, all);
    const merged = new Map<string, RawAttribute>();
    for (const one of line) mergeInto(merged, one, raw);
    const constraints = line.findLast((one) => one.constraints !== undefined)?.constraints;
    const attributes = new Map(
      [...merged].map(([name, attribute]) => [name, finish(name, attribute, raw)] as const),
    );
    const type = attributes.get("type_id");
    if (definition.name === "observable" && type)
      attributes.set("type_id", { ...type, enum: new Map([...(type.enum ?? []), ...observables]) });
    const profiles = new Set(line.flatMap((one) => one.profiles ?? []));
    if (profiles.has("datetime")) addTimes(attributes);
    return {
      name: definition.name,
      caption: definition.caption,
      attributes,
      atLeastOne: constraints?.at_least_one ?? [],
      justOne: constraints?.just_one ?? [],
      profiles,
    };
  };
  const classes = raw.events.flatMap((definition): [number, ClassShape][] => {
    if (definition.uid === undefined) return [];
    const name = ancestry(definition, raw.events).findLast((one) => one.category !== undefined)?.category;
    const category = raw.categories.attributes[name ?? ""];
    if (!category) throw new Error(`The class ${definition.name} is in no category that is there.`);
    const uid = category.uid * 1000 + definition.uid;
    return [[uid, { ...shape(definition, raw.events), uid, category }]];
  });
  const objects = raw.objects.map((one) => [one.name, shape(one, raw.objects)] as const);
  return { version: raw.version, classes: new Map(classes), objects: new Map(objects), types };
}

/** From the most general to the definition itself. */
function ancestry(definition: RawDefinition, all: readonly RawDefinition[]): RawDefinition[] {
  const line = [definition];
  for (let name = definition.extends; name !== undefined;) {
    const parent = all.find((one) => one.name === name);
    if (!parent) throw new Error(`${definition.name} extends ${name}, which is not there.`);
    if (line.includes(parent)) throw new Error(`${definition.name} extends itself.`);
    line.unshift(parent);
    name = parent.extends;
  }
  return line;
}

function mergeInto(merged: Map<string, RawAttribute>, definition: RawDefinition, raw: RawSchemas): void {
  const own: [string, RawAttribute][] = [];
  for (const [name, attribute] of Object.entries(definition.attributes)) {
    if (name !== "$include") {
      if (typeof attribute !== "object" || Array.isArray(attribute))
        throw new Error(`${definition.name}.${name} is no attribute.`);
      own.push([name, attribute]);
      continue;
    }
    for (const file of [attribute].flat()) {
      const profile = typeof file === "string" ? raw.profiles.get(file) : undefined;
      if (!profile)
        throw new Error(`${definition.name} includes ${JSON.stringify(file)}, which is not there.`);
      for (const [included, its] of Object.entries(profile.attributes)) {
        if (typeof its !== "object" || Array.isArray(its)) continue;
        merge(merged, included, { ...its, profile: profile.name });
      }
    }
  }
  // What a definition says itself counts more than what it includes.
  for (const [name, attribute] of own) merge(merged, name, attribute);
}

function merge(merged: Map<string, RawAttribute>, name: string, attribute: RawAttribute): void {
  const before = merged.get(name);
  const values = { ...before?.enum, ...attribute.enum };
  merged.set(name, {
    ...before,
    ...attribute,
    ...(Object.keys(values).length > 0 && { enum: values }),
  });
}

function finish(name: string, attribute: RawAttribute, raw: RawSchemas): Attribute {
  const known = raw.dictionary.attributes[name];
  const type = attribute.type ?? known?.type;
  if (type === undefined) throw new Error(`The dictionary has no attribute ${name}.`);
  const values = Object.entries({ ...known?.enum, ...attribute.enum });
  const deprecated = attribute["@deprecated"] ?? known?.["@deprecated"];
  return {
    type,
    isArray: attribute.is_array ?? known?.is_array ?? false,
    isRequired: attribute.requirement === "required",
    enum: values.length === 0 ? null : new Map(values.map(([value, { caption }]) => [value, caption])),
    sibling: attribute.sibling ?? known?.sibling ?? null,
    deprecated: deprecated ? `since ${deprecated.since}: ${deprecated.message}` : null,
    profile: attribute.profile ?? null,
  };
}

/** The profile `datetime` brings a second form of every time. */
function addTimes(attributes: Map<string, Attribute>): void {
  const times = [...attributes].filter(([, { type }]) => type === "timestamp_t");
  for (const [name, attribute] of times) {
    attributes.set(`${name}_dt`, {
      ...attribute,
      type: "datetime_t",
      isRequired: false,
      profile: "datetime",
    });
  }
}

/** What an observable may be, gathered from wherever something says that it is one. */
function observableTypes(raw: RawSchemas): [string, string][] {
  const found: [string, string][] = [];
  const add = (id: number | undefined, caption: string | undefined) => {
    if (id !== undefined) found.push([String(id), caption ?? ""]);
  };
  for (const type of Object.values(raw.dictionary.types.attributes)) add(type.observable, type.caption);
  for (const one of Object.values(raw.dictionary.attributes)) add(one.observable, one.caption);
  for (const [kind, definitions] of [
    ["Object", raw.objects],
    ["Class", raw.events],
  ] as const) {
    for (const definition of definitions) {
      add(definition.observable, definition.caption);
      for (const [name, attribute] of Object.entries(definition.attributes)) {
        if (typeof attribute !== "object" || Array.isArray(attribute)) continue;
        add(attribute.observable, `${definition.caption} ${kind}: ${name}`);
      }
    }
  }
  return found;
}
