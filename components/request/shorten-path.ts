/** A path and its id may be this long before they are shortened. */
const wholeUpTo = 32;
const longId = /[A-Za-z0-9_-]{13,}/g;

/**
 * A call's path on one line, as ids are shown elsewhere: its last two parts, of each id the first and last four signs.
 * `/v1/accounts/P5N5…/users/ZMUATCNCMFOCTODDZISSPJ4V2X:suspend` becomes `…/users/ZMUA…4V2X:suspend`.
 */
export function shortenPath(path: string): string {
  if (path.length <= wholeUpTo) return path;
  const parts = path.split("/").filter((part) => part !== "");
  const last = parts.slice(-2).join("/");
  const shown = parts.length > 2 ? `…/${last}` : `/${last}`;
  return shown.replace(longId, (id) => `${id.slice(0, 4)}…${id.slice(-4)}`);
}
