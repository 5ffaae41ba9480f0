import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface SectionProps {
  /** The region's accessible name, to the letter; shown as its heading. */
  title: string;
  /** Of the anchor that leads here; the heading gets `{id}-title`. */
  id: string;
  headingLevel?: 2 | 3 | undefined;
  /** Beside the title: a count, a badge. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for tables and lists that run to the edge. */
  flush?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A card that is a landmark: `<section>` with a heading that names it. */
export function Section({
  title,
  id,
  headingLevel = 2,
  aside,
  actions,
  flush = false,
  className,
  children,
}: SectionProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <section
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      className={cn("min-w-0 rounded-lg border bg-surface shadow-card", className)}
    >
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5">
        <Heading id={`${id}-title`} className="text-sm font-semibold text-fg">
          {title}
        </Heading>
        {aside ? <div className="flex min-w-0 items-center gap-2 text-xs text-muted">{aside}</div> : null}
        {actions ? <div className="ml-auto flex flex-wrap items-center gap-1.5">{actions}</div> : null}
      </header>
      <div className={flush ? undefined : "p-4"}>{children}</div>
    </section>
  );
}
