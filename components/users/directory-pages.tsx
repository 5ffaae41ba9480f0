import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

import { LinkButton } from "#components/ui/link-button.tsx";

export interface DirectoryPagesProps {
  previousHref: string | null;
  nextHref: string | null;
  summary: ReactNode;
}

/** Pages of a list by name: previous and next, and a word in place of what isn't there. */
export function DirectoryPages({ previousHref, nextHref, summary }: DirectoryPagesProps) {
  return (
    <nav
      aria-label="Pages of the directory"
      className="flex flex-wrap items-center justify-between gap-3 py-2 text-xs text-muted"
    >
      <span>{summary}</span>
      <span className="flex items-center gap-1.5">
        {previousHref === null ? (
          <span className="px-2.5 text-faint">First page</span>
        ) : (
          <LinkButton href={previousHref} size="sm" rel="prev" icon={<ChevronLeft />}>
            Previous
          </LinkButton>
        )}
        {nextHref === null ? (
          <span className="px-2.5 text-faint">Last page</span>
        ) : (
          <LinkButton href={nextHref} size="sm" rel="next" icon={<ChevronRight />}>
            Next
          </LinkButton>
        )}
      </span>
    </nav>
  );
}
