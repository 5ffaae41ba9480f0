"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

import { BrandMark } from "#components/shell/brand-mark.tsx";
import { RailToggle } from "#components/shell/rail-toggle.tsx";

export interface RailItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** Shown when above zero. */
  count?: number | undefined;
}

export interface LeftRailProps {
  /** Only what exists and the person's roles may open. */
  items: readonly RailItem[];
  /** At the bottom, in the same place on every page: help. */
  footer?: readonly RailItem[] | undefined;
}

/**
 * The way between the pages: words at 208 px, pictures at 56 px, a bar at the bottom of a phone. The label is one and
 * the same element in all three, so that the accessible name never changes.
 */
export function LeftRail({ items, footer = [] }: LeftRailProps) {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      data-screen-only=""
      className="sticky top-0 z-30 flex h-dvh w-(--rail-width) shrink-0 flex-col border-r bg-subtle max-sm:fixed max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:h-14 max-sm:w-full max-sm:flex-row max-sm:border-t max-sm:border-r-0 max-sm:short:static max-sm:short:order-last short:overflow-y-auto"
    >
      <Link
        href="/"
        prefetch={false}
        className="flex h-(--topbar-height) shrink-0 items-center gap-2.5 px-4 text-base font-semibold tracking-tight text-fg no-underline focus-visible:-outline-offset-2 max-sm:hidden"
      >
        <BrandMark className="size-6 shrink-0" />
        <span className="rail-narrow:sr-only">Countersign</span>
      </Link>
      <ul className="flex flex-1 flex-col gap-0.5 px-2 pt-2 max-sm:flex-row max-sm:items-stretch max-sm:px-1 max-sm:py-1">
        {items.map((item) => (
          <RailLink key={item.href} item={item} current={isUnder(path, item.href)} />
        ))}
      </ul>
      <ul className="flex flex-col gap-0.5 px-2 pb-2 max-sm:hidden">
        {footer.map((item) => (
          <RailLink key={item.href} item={item} current={isUnder(path, item.href)} />
        ))}
        <li className="max-lg:hidden">
          <RailToggle />
        </li>
      </ul>
    </nav>
  );
}

function RailLink({ item, current }: { item: RailItem; current: boolean }) {
  const counted = item.count !== undefined && item.count > 0;
  return (
    <li className="max-sm:min-w-0 max-sm:flex-1">
      <Link
        href={item.href}
        prefetch={false}
        aria-current={current ? "page" : undefined}
        className="group relative flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium text-muted no-underline hover:bg-hover hover:text-fg focus-visible:-outline-offset-2 aria-[current=page]:bg-hover aria-[current=page]:text-fg rail-narrow:justify-center rail-narrow:px-0 max-sm:h-full max-sm:justify-center max-sm:px-0"
      >
        <span
          aria-hidden="true"
          className="absolute inset-y-1.5 -left-2 w-0.5 rounded-full bg-transparent group-aria-[current=page]:bg-fg max-sm:inset-x-2 max-sm:inset-y-auto max-sm:-top-1 max-sm:left-2 max-sm:h-0.5 max-sm:w-auto"
        />
        <span aria-hidden="true" className="inline-flex [&_svg]:size-4">
          {item.icon}
        </span>
        <span className="truncate rail-narrow:pointer-events-none rail-narrow:absolute rail-narrow:left-full rail-narrow:ml-2.5 rail-narrow:rounded-md rail-narrow:bg-ink rail-narrow:px-2 rail-narrow:py-1 rail-narrow:text-xs rail-narrow:whitespace-nowrap rail-narrow:text-on-ink rail-narrow:opacity-0 rail-narrow:group-hover:opacity-100 rail-narrow:group-focus-visible:opacity-100 max-sm:sr-only">
          {item.label}
        </span>
        {counted ? (
          <span className="ml-auto inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-ink px-1 text-2xs font-semibold text-on-ink rail-narrow:absolute rail-narrow:-top-0.5 rail-narrow:right-0 rail-narrow:h-4 rail-narrow:min-w-4 max-sm:absolute max-sm:top-0 max-sm:right-0 max-sm:h-4 max-sm:min-w-4">
            {item.count}
            <span className="sr-only"> waiting</span>
          </span>
        ) : null}
      </Link>
    </li>
  );
}

function isUnder(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
