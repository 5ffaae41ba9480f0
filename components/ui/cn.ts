import { clsx, type ClassValue } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Our own names must be known to the merger, or `text-2xs text-muted` would lose its size.
const merge = extendTailwindMerge({
  extend: {
    theme: { text: ["2xs"], shadow: ["card", "overlay"] },
    classGroups: { "bg-image": ["bg-hatched"] },
  },
});

/** Joins class names; of two that set the same thing, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
