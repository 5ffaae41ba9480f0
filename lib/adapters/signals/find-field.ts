/** A JSON object as `JSON.parse` makes it: `__proto__` is one of its own keys there, and stays a plain one here. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Hit {
  value: unknown;
  /** Where in the event: `data.user[1].email`, in the event's own spelling. */
  at: string;
  /** The object that holds the value. */
  holder: JsonObject;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Spellings {
  byLowerCase: Map<string, string>;
  /** Whether any key holds a dot, as flattened documents have them. */
  hasDots: boolean;
}

// An event of 30,000 keys is asked for a hundred names; each object's keys are put into lower case once.
const spellings = new WeakMap<JsonObject, Spellings>();

function spellingsOf(object: JsonObject): Spellings {
  const known = spellings.get(object);
  if (known) return known;
  const keys = Object.keys(object);
  const made = {
    byLowerCase: new Map(keys.map((key) => [key.toLowerCase(), key])),
    hasDots: keys.some((key) => key.includes(".")),
  };
  spellings.set(object, made);
  return made;
}

/** The object's own member of this name, compared without case: pipelines send `eventtype` and `operationname`. */
export function memberOf(object: JsonObject, name: string): { key: string; value: unknown } | null {
  if (Object.hasOwn(object, name)) return { key: name, value: object[name] };
  const key = spellingsOf(object).byLowerCase.get(name.toLowerCase());
  return key === undefined ? null : { key, value: object[key] };
}

/**
 * All that stands at a path like `user.email`. Lists on the way are walked, so an event with several users gives
 * several hits; a member literally named `user.email` counts too, and so does one named `kibana.alert` on the way to
 * `kibana.alert.uuid`.
 */
export function findAll(holder: JsonObject, path: string, prefix = ""): Hit[] {
  const firstDot = path.indexOf(".");
  if (firstDot < 0 || spellingsOf(holder).hasDots) {
    const whole = memberOf(holder, path);
    if (whole) return spread(whole.value, prefix + whole.key, holder);
  }
  const lastDot = spellingsOf(holder).hasDots ? path.length : firstDot;
  for (let dot = firstDot; dot >= 0 && dot <= lastDot; dot = path.indexOf(".", dot + 1)) {
    const member = memberOf(holder, path.slice(0, dot));
    if (!member) continue;
    const hits = spread(member.value, prefix + member.key, holder).flatMap(({ value, at }) =>
      isObject(value) ? findAll(value, path.slice(dot + 1), `${at}.`) : [],
    );
    if (hits.length > 0) return hits;
  }
  return [];
}

/** What stands at the first of these paths that `read` can use. */
export function findFirst<T>(
  holder: JsonObject,
  paths: readonly string[],
  read: (value: unknown) => T | null,
): { value: T; at: string } | null {
  for (const path of paths) {
    for (const hit of findAll(holder, path)) {
      const value = read(hit.value);
      if (value !== null) return { value, at: hit.at };
    }
  }
  return null;
}

function spread(value: unknown, at: string, holder: JsonObject): Hit[] {
  if (!Array.isArray(value)) return [{ value, at, holder }];
  return value.map((item: unknown, index) => ({ value: item, at: `${at}[${index}]`, holder }));
}
