import { type PageTrail, writeTrail } from "#components/page-trail.ts";

/** The address of a list with its filters and its page. What is empty stays out, so that the plain list is plain. */
export function listAddress(
  path: string,
  filters: Readonly<Record<string, string | null | undefined>>,
  trail: PageTrail = [],
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, value);
  }
  if (trail.length > 0) query.set("at", writeTrail(trail));
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
