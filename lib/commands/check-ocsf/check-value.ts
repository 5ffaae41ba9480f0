import type { RawType } from "./read-schemas.ts";

/** Why this is no value of the data type, or null where it is one. */
export function checkValue(
  value: unknown,
  typeName: string,
  types: ReadonlyMap<string, RawType>,
): string | null {
  const type = types.get(typeName);
  if (!type) return `is of the type ${typeName}, which these schemas don't have`;
  if (typeName === "json_t") return value === undefined ? "is missing" : null;
  const base = type.type ?? typeName;
  if (!isOf(base, value)) return `${JSON.stringify(value)} is no ${typeName}`;
  if (typeof value === "string") {
    if (type.max_len !== undefined && value.length > type.max_len)
      return `is longer than ${type.max_len} characters`;
    if (type.regex !== undefined && !new RegExp(type.regex).test(value))
      return `${JSON.stringify(value)} has not the form of ${typeName}`;
  }
  if (typeof value === "number" && type.range !== undefined) {
    const [least, most] = type.range;
    if (value < least || value > most) return `${value} is not between ${least} and ${most}`;
  }
  return null;
}

function isOf(base: string, value: unknown): boolean {
  switch (base) {
    case "string_t":
      return typeof value === "string";
    case "integer_t":
    case "long_t":
      return Number.isSafeInteger(value);
    case "float_t":
      return typeof value === "number";
    case "boolean_t":
      return typeof value === "boolean";
    default:
      return false;
  }
}
