"use client";

import { cn } from "#components/ui/cn.ts";
import { useNow } from "#components/use-now.ts";
import type { UserState } from "#lib/domain/directory.ts";

/** After this a reading is old news, and the badge says so by its outline. */
const freshMs = 60_000;

const looks: Record<UserState, string> = {
  ACTIVE: "border-line-strong bg-surface text-fg",
  SUSPENDED: "border-muted bg-surface bg-hatched text-fg",
  UNKNOWN: "border-dashed border-muted bg-surface text-muted",
};

export interface StateBadgeProps {
  state: UserState;
  /** When 1Password's answer had arrived (RFC 3339); null when there never was one. */
  readAt: string | null;
}

/**
 * What 1Password itself returned, or UNKNOWN. Its text is exactly the state: age and source stand beside it, for
 * which StateReading is made.
 */
export function StateBadge({ state, readAt }: StateBadgeProps) {
  const nowMs = useNow(5_000);
  const old = readAt === null || nowMs - Date.parse(readAt) > freshMs;
  return (
    <span
      data-state={state}
      data-old={old || undefined}
      className={cn(
        "inline-flex h-5.5 items-center gap-1.5 rounded-sm border px-1.5 text-2xs font-semibold tracking-wide whitespace-nowrap",
        looks[state],
        old && "border-dashed border-control",
      )}
    >
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-2.5 shrink-0 fill-current">
        <StateShape state={state} />
      </svg>
      {state}
    </span>
  );
}

function StateShape({ state }: { state: UserState }) {
  switch (state) {
    case "ACTIVE":
      return <circle cx="6" cy="6" r="4.5" />;
    case "SUSPENDED":
      return <path d="M1.5 1h3.4v10H1.5Zm5.6 0h3.4v10H7.1Z" />;
    case "UNKNOWN":
      return (
        <path d="M6 .6a3.3 3.3 0 0 0-3.4 3.1h1.8A1.6 1.6 0 0 1 6 2.2c.9 0 1.6.6 1.6 1.5 0 .8-.5 1.1-1.2 1.6-.8.6-1.3 1.2-1.3 2.5h1.8c0-.7.3-1 .9-1.4.9-.6 1.6-1.4 1.6-2.7A3.2 3.2 0 0 0 6 .6ZM5 9.2h2v2.1H5Z" />
      );
  }
}
