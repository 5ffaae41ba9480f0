import Link from "next/link";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface FigureProps {
  label: ReactNode;
  value: number;
  /** The rows behind the figure. */
  href: string;
  /** Beside the figure, small: what it is part of. */
  note?: ReactNode;
  /** `good`: nought is as it should be. `bad`: more than nought is worth looking at. */
  tone?: "good" | "bad" | undefined;
  current?: boolean | undefined;
}

/** A count that leads to its rows. */
export function Figure({ label, value, href, note, tone, current = false }: FigureProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "true" : undefined}
      className="group flex min-w-0 flex-col bg-surface px-3 py-2 no-underline hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-selected"
    >
      <span className="text-xs text-muted group-hover:text-fg">{label}</span>
      <span className="flex items-baseline gap-2">
        <span
          className={cn(
            "text-xl font-semibold tracking-tight text-fg tabular-nums",
            tone === "good" && value === 0 && "text-success",
            tone === "bad" && value > 0 && "text-warning",
          )}
        >
          {value.toLocaleString("en")}
        </span>
        {note ? <span className="min-w-0 truncate text-xs text-faint">{note}</span> : null}
      </span>
    </Link>
  );
}
