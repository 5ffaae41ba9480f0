import type { PageQuery } from "./control-input.ts";
import { escapeHtml } from "./escape-html.ts";

/** The page's address with some of its choices changed; defaults are left out. Ready for an attribute. */
export function pageAddress(query: PageQuery, change: Partial<PageQuery>): string {
  const next = { ...query, ...change };
  const search = new URLSearchParams();
  if (next.q !== "") search.set("q", next.q);
  if (next.page !== 1) search.set("page", String(next.page));
  if (next.person !== "") search.set("person", next.person);
  if (next.show !== "actions") search.set("show", next.show);
  return escapeHtml(search.size === 0 ? "/" : `/?${search.toString()}`);
}
