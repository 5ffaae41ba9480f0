"use client";

/*
 * What a list has to offer to the keyboard is written in its markup: `data-list-row` on the link of each row,
 * `data-filter` on the field that searches it.
 */

export function moveRow(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-list-row]")];
  const current = rows.findIndex((row) => row === document.activeElement);
  const next = current === -1 ? rows[by === 1 ? 0 : rows.length - 1] : rows[current + by];
  next?.focus();
  return next !== undefined;
}

export function openRow(): boolean {
  const row = document.activeElement;
  if (!(row instanceof HTMLElement) || row.dataset["listRow"] === undefined) return false;
  row.click();
  return true;
}

/** Follows the link of the page to what comes before or after this, marked with `data-turn`. */
export function turnTo(to: "previous" | "next"): boolean {
  const link = document.querySelector<HTMLElement>(`main a[data-turn="${to}"]`);
  link?.click();
  return link !== null;
}

export function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>("main [data-filter]");
  field?.focus();
  field?.select();
  return field !== null;
}

/** Arrows scroll the page unless a row has the focus. */
export function isInList(): boolean {
  return (
    document.activeElement instanceof HTMLElement && document.activeElement.dataset["listRow"] !== undefined
  );
}
