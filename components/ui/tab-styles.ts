/** What link tabs and panel tabs share: a row on a line, the current one underlined and not only coloured. */
export const tabListStyles = "relative flex gap-1 overflow-x-auto overflow-y-hidden border-b";

export const tabStyles =
  "relative -mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm font-medium " +
  "whitespace-nowrap text-muted no-underline hover:text-fg focus-visible:-outline-offset-2 " +
  "aria-[current=page]:border-fg aria-[current=page]:text-fg data-active:border-fg data-active:text-fg";
