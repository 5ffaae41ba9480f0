"use client";

import { PanelLeft } from "lucide-react";

import { usePreferences } from "#components/shell/preferences.tsx";

/** Opens and folds the left rail, and remembers which. */
export function RailToggle() {
  const { rail, setPreference } = usePreferences();
  return (
    <button
      type="button"
      aria-expanded={rail === "open"}
      onClick={() => setPreference("rail", rail === "open" ? "collapsed" : "open")}
      className="flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-faint hover:bg-hover hover:text-fg focus-visible:-outline-offset-2 rail-narrow:justify-center rail-narrow:px-0"
    >
      <PanelLeft aria-hidden="true" className="size-4 shrink-0" />
      <span className="rail-narrow:sr-only">Fold menu</span>
    </button>
  );
}
