import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

import { LinkButton } from "#components/ui/link-button.tsx";

export interface PaginationProps {
  /** Names the landmark: "Pages of the queue". */
  label: string;
  newerHref: string | null;
  olderHref: string | null;
  /** What is shown of how much: "1–50 of 1,204". */
  summary?: ReactNode;
}

/** Keyset pages have no numbers: only newer and older. A missing direction leaves its word, greyed, in place. */
export function Pagination({ label, newerHref, olderHref, summary }: PaginationProps) {
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center justify-between gap-3 py-2 text-xs text-muted"
    >
      <span>{summary}</span>
      <span className="flex items-center gap-1.5">
        {newerHref === null ? (
          <span className="px-2.5 text-faint">Newest shown</span>
        ) : (
          <LinkButton href={newerHref} size="sm" rel="prev" icon={<ChevronLeft />}>
            Newer
          </LinkButton>
        )}
        {olderHref === null ? (
          <span className="px-2.5 text-faint">Oldest shown</span>
        ) : (
          <LinkButton href={olderHref} size="sm" rel="next" icon={<ChevronRight />}>
            Older
          </LinkButton>
        )}
      </span>
    </nav>
  );
}
