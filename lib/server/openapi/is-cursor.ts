/**
 * Whether a text could be a cursor of ours. The store starts at the beginning where it can't read one, which suits a
 * page; a program that follows a damaged cursor would go round for ever.
 */
export function isCursor(text: string): boolean {
  if (text.length > 500 || !/^[A-Za-z0-9_-]+$/.test(text)) return false;
  try {
    return Array.isArray(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return false;
  }
}
