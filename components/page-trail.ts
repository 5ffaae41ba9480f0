/**
 * The way through a keyset-paged list as text for the address: the cursors of the pages after the first, one after
 * another. A keyset knows no page before, so the address remembers it; Back, reload and sharing work all the same.
 */
export type PageTrail = readonly string[];

/** Longer ways would make addresses that servers refuse; their beginning is forgotten, and with it the page's number. */
const longest = 30;

/** Reads what an address says. What is no cursor is left out: then the list begins where the rest leads. */
export function readTrail(text: string | undefined): PageTrail {
  return (text ?? "")
    .split(".")
    .filter((cursor) => /^[A-Za-z0-9_-]{1,600}$/.test(cursor))
    .slice(-longest);
}

export function writeTrail(trail: PageTrail): string {
  return trail.slice(-longest).join(".");
}

/** The number of the first row of this page, from 1; null where the way was too long to be remembered whole. */
export function firstRow(trail: PageTrail, rowsPerPage: number): number | null {
  return trail.length >= longest ? null : trail.length * rowsPerPage + 1;
}
