/** A place in a keyset-paged list, as the opaque text that travels in URLs. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor, or null when it isn't one of ours: then the list starts at its beginning. */
export function decodeCursor(cursor: string | null, length: number): (string | number)[] | null {
  if (cursor === null || cursor.length > 2_000) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parts) || parts.length !== length) return null;
    const plain = parts.every((part) => typeof part === "string" || typeof part === "number");
    return plain ? parts : null;
  } catch {
    return null;
  }
}
