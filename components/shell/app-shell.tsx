import type { ReactNode } from "react";

import { LeftRail, type RailItem } from "#components/shell/left-rail.tsx";

export interface AppShellProps {
  railItems: readonly RailItem[];
  railFooter?: readonly RailItem[] | undefined;
  /** A TopBar. */
  topBar: ReactNode;
  /** A Banner, or nothing. */
  banner?: ReactNode;
  children: ReactNode;
}

/** Skip link, rail, bar, banner and `<main id="main">`. The page itself scrolls, so that print and zoom work. */
export function AppShell({ railItems, railFooter, topBar, banner, children }: AppShellProps) {
  return (
    <>
      <a
        href="#main"
        data-screen-only=""
        className="fixed top-2 left-2 z-70 -translate-y-16 rounded-md bg-ink px-3 py-1.5 text-sm font-medium text-on-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="flex min-h-dvh max-sm:short:flex-col">
        <LeftRail items={railItems} footer={railFooter} />
        <div className="flex min-w-0 flex-1 flex-col max-sm:pb-14 max-sm:short:pb-0">
          {topBar}
          {banner}
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto w-full max-w-[110rem] flex-1 px-6 py-5 max-lg:px-4 max-sm:px-3 max-sm:py-4 print:p-0"
          >
            {children}
          </main>
        </div>
      </div>
    </>
  );
}
