/** The darkening behind a modal layer. */
export const scrimStyles =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

// On a short screen (400 % zoom) header and footer scroll along, or nothing would be left for the text.
export const overlayHeaderStyles = "flex items-start gap-3 px-5 pt-4 pb-3";
// What gets the focus is scrolled to with its label above and its hint below.
export const overlayBodyStyles = "min-h-0 flex-1 scroll-pt-10 scroll-pb-12 overflow-y-auto px-5 pt-1 pb-5";
export const overlayFooterStyles = "flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3";
