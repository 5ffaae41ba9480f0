import { createHmac } from "node:crypto";

/** Where a listing goes on, and for which filter. */
export interface Place {
  after: string;
  filter: string;
}

const lifetimeMs = 3_600_000;

/** An opaque token in base64 without padding, good for one hour and for one filter. */
export function makePageToken(accountId: string, place: Place, now: Date): string {
  const text = `${place.after} ${place.filter} ${now.getTime()}`;
  return toBase64(`${text} ${sign(accountId, text)}`);
}

/** The place that a token names; null for one that is broken, old or another account's. */
export function readPageToken(accountId: string, token: string, now: Date): Place | null {
  const [after, filter, issuedAt, signature] = Buffer.from(token, "base64").toString("utf8").split(" ");
  if (after === undefined || filter === undefined) return null;
  if (signature !== sign(accountId, `${after} ${filter} ${issuedAt}`)) return null;
  const ageMs = now.getTime() - Number(issuedAt);
  return ageMs <= lifetimeMs ? { after, filter } : null;
}

/** The signature only tells a broken token from a whole one; nothing secret hangs on it. */
function sign(accountId: string, text: string): string {
  return createHmac("sha256", accountId).update(text).digest("base64url").slice(0, 10);
}

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64").replace(/=+$/u, "");
}
