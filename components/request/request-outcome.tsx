import type { ReactNode } from "react";

import { TimeStamp } from "#components/time-stamp.tsx";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** Before → answer → after, each as 1Password gave it; what wasn't given says so. */
export function RequestOutcome({ outcome }: { outcome: NonNullable<RequestView["outcome"]> }) {
  const { before, answer, after, how } = outcome;
  return (
    <dl className="grid grid-cols-3 divide-x overflow-hidden rounded-md border">
      <Reading
        term="Read before"
        value={before && { state: before.state, at: before.readAt }}
        none="not read"
      />
      <Reading
        term="Answer"
        value={answer && { state: answer.state, at: answer.at }}
        none={how === "refused" ? "refused" : how === "not_sent" ? "not sent" : "no certain answer"}
      />
      <Reading
        term={how === "observed" ? "Read after (observed)" : "Read after"}
        value={after && { state: after.state, at: after.readAt }}
        none="not read"
      />
    </dl>
  );
}

function Reading({
  term,
  value,
  none,
}: {
  term: string;
  value: { state: string; at: string } | null;
  none: ReactNode;
}) {
  return (
    <div className="min-w-0 px-3 py-2">
      <dt className="text-xs text-faint">{term}</dt>
      <dd className="text-sm text-fg">
        {value === null ? (
          <span className="text-muted">{none}</span>
        ) : (
          <>
            <span className="font-semibold">{value.state}</span>{" "}
            <TimeStamp at={value.at} show="absolute" className="text-xs text-muted" />
          </>
        )}
      </dd>
    </div>
  );
}
