import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { UserState } from "#lib/domain/directory.ts";

export interface StateReadingProps {
  state: UserState;
  readAt: string | null;
  /** Where the reading comes from, e.g. `1Password`, `demo data`. */
  source?: string | undefined;
}

/** The badge with its age and source beside it. */
export function StateReading({ state, readAt, source = "1Password" }: StateReadingProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateBadge state={state} readAt={readAt} />
      <span className="text-xs text-muted">
        {readAt === null ? (
          "never read"
        ) : (
          <>
            read from {source} <TimeStamp at={readAt} />
          </>
        )}
      </span>
    </span>
  );
}
