import type { ReactNode } from "react";

import { DisplayMenu } from "#components/shell/display-menu.tsx";
import { ZoneToggle } from "#components/shell/zone-toggle.tsx";

export interface TopBarProps {
  /** `DEMO`, or the account's name and region. */
  environment: string;
  demo: boolean;
  /** The button that opens the palette. */
  palette?: ReactNode;
  /** A LiveDot, or the client component that keeps one up to date. */
  live?: ReactNode;
  /** A NoticeBell, for whoever is told anything. */
  notices?: ReactNode;
  /** A PersonMenu. */
  person: ReactNode;
}

/** The bar over every page. On a short screen (400 % zoom) it scrolls away instead of eating the view. */
export function TopBar({ environment, demo, palette, live, notices, person }: TopBarProps) {
  return (
    <header
      data-screen-only=""
      className="sticky top-0 z-20 flex h-(--topbar-height) shrink-0 items-center gap-3 border-b bg-canvas px-6 max-lg:px-4 max-sm:gap-1.5 max-sm:px-3 short:static"
    >
      <span
        data-edge=""
        className={
          demo
            ? "rounded-sm border border-dashed border-warning bg-warning-soft px-1.5 text-2xs font-bold tracking-wider text-warning"
            : "max-w-56 truncate rounded-sm border border-line-strong px-1.5 text-2xs font-semibold text-muted"
        }
      >
        <span className="sr-only">Environment: </span>
        {environment}
      </span>
      <div className="min-w-0">{palette}</div>
      <div className="ml-auto flex items-center gap-3 max-sm:gap-1.5">
        {live}
        {notices}
        <ZoneToggle />
        <DisplayMenu />
        {person}
      </div>
    </header>
  );
}
