import Link from "next/link";

import { Count } from "#components/ui/count.tsx";
import { tabListStyles, tabStyles } from "#components/ui/tab-styles.ts";

export interface LinkTab {
  href: string;
  label: string;
  count?: number | string | undefined;
  current: boolean;
}

/** Tabs and saved views whose state is the address: each is a real link. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className={tabListStyles}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          // Every view is a query of its own: asked for when it is opened, not when it is seen.
          prefetch={false}
          aria-current={tab.current ? "page" : undefined}
          className={tabStyles}
        >
          {tab.label}
          {tab.count === undefined ? null : <Count value={tab.count} />}
        </Link>
      ))}
    </nav>
  );
}
