/** What the log can hold: JSON without floats and without anything that two programs could write differently. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

const maxDepth = 8;
export const maxCanonicalBytes = 64 * 1024;

/**
 * The canonical text of a value, of any size: what `canonicalBytes` writes, for the files of an evidence package.
 * Throws `TypeError` for what can't be written in exactly one way.
 */
export function canonicalText(value: CanonicalValue): string {
  return write(value, 0);
}

/**
 * The canonical bytes of a value: JCS (RFC 8785) cut down to ASCII keys, well-formed strings, safe integers,
 * 8 levels and 64 KB. Bytes are made once; hash, display, export and verification all read them.
 * Throws `TypeError` for what can't be written in exactly one way.
 */
export function canonicalBytes(value: CanonicalValue): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalText(value));
  if (bytes.length > maxCanonicalBytes) throw new TypeError(`larger than ${maxCanonicalBytes} bytes`);
  return bytes;
}

function write(value: CanonicalValue, depth: number): string {
  if (depth > maxDepth) throw new TypeError(`nested deeper than ${maxDepth} levels`);
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "string") return writeString(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError("not a safe integer");
    return String(value);
  }
  // The types end here, but what comes from elsewhere may not have kept to them.
  if (typeof value !== "object") throw new TypeError(`can't hold a ${typeof value}`);
  if (Array.isArray(value)) return writeArray(value, depth);
  return writeObject(value as { readonly [key: string]: CanonicalValue }, depth);
}

// Two different ill-formed strings become the same bytes in UTF-8, so they are refused (U+FFFD would hide which).
function writeString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("a string with a lone surrogate");
  return JSON.stringify(value);
}

function writeArray(value: readonly CanonicalValue[], depth: number): string {
  // Not `map`: it skips holes, and a hole is no value.
  const parts: string[] = [];
  for (let i = 0; i < value.length; i++) {
    const item = value[i];
    if (item === undefined) throw new TypeError("an array with a hole");
    parts.push(write(item, depth + 1));
  }
  return `[${parts.join(",")}]`;
}

function writeObject(value: { readonly [key: string]: CanonicalValue }, depth: number): string {
  const parts: string[] = [];
  // ASCII keys sort the same by UTF-16 unit and by byte, so every language agrees on the order.
  for (const key of Object.keys(value).sort()) {
    if (!/^[\x20-\x7e]+$/.test(key)) throw new TypeError("a key that is not ASCII");
    const item = value[key];
    if (item === undefined) throw new TypeError(`no value for ${key}`);
    parts.push(`${JSON.stringify(key)}:${write(item, depth + 1)}`);
  }
  return `{${parts.join(",")}}`;
}
