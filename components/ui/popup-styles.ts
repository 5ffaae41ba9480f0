/** The ground of everything that floats: menus, lists, popovers. */
export const popupStyles =
  "rounded-lg bg-raised text-sm text-fg shadow-overlay outline-hidden origin-(--transform-origin) " +
  "transition-[opacity,scale] duration-100 data-starting-style:scale-98 data-starting-style:opacity-0 " +
  "data-ending-style:scale-98 data-ending-style:opacity-0";

/** One row of a floating list. */
export const popupItemStyles =
  "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-hidden select-none " +
  "data-highlighted:bg-hover data-disabled:text-faint";
