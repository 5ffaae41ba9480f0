import type { ReactNode } from "react";

/** One key. Inherits its colour, so that it can stand on a button of any ground. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border border-current/25 px-1 font-sans text-2xs leading-none font-medium">
      {children}
    </kbd>
  );
}
