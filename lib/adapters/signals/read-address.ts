import { isIP } from "node:net";

/** An IP address, or null: text that only looks like one would part alike signals. */
export function readIp(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const address = value.trim();
  return isIP(address) === 0 ? null : address;
}

/** A link to the alert at its sender. Only http and https, without credentials; it is shown and never fetched. */
export function readUrl(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2_000) return null;
  const url = URL.parse(value.trim());
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  return url.username === "" && url.password === "" && url.href.length <= 2_000 ? url.href : null;
}
