import Link from "next/link";
import type { ReactNode } from "react";

import { actionWords } from "#components/request/action-words.ts";
import { RequestStatus } from "#components/request-status.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Count } from "#components/ui/count.tsx";
import type { Action } from "#lib/domain/directory.ts";
import type { RequestStatus as Status } from "#lib/domain/request.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

const shownAtMost = 5;

/** Earlier cases and requests of the same person: whether this is the first time. */
export function UserHistory({ view }: { view: CaseView }) {
  const { otherCases, suspensions, subject } = view;
  return (
    <>
      <Group title="Other cases" count={otherCases.length} empty="This is the only case of this person.">
        {otherCases.slice(0, shownAtMost).map((other) => (
          <li key={other.key}>
            <Link
              href={`/cases/${other.key}`}
              className="-mx-1.5 flex min-h-7 items-center gap-2 rounded-sm px-1.5 py-0.5 hover:bg-hover"
            >
              <SeverityMark severity={other.severity} wordHidden />
              <span className="font-mono text-xs text-muted">{other.key}</span>
              <SafeText text={other.title} className="min-w-0 flex-1 truncate text-fg" />
              <TimeStamp at={other.openedAt} show="relative" className="text-xs text-muted" />
            </Link>
          </li>
        ))}
      </Group>
      <Group
        title="Suspensions and reactivations"
        count={suspensions.length}
        empty="Nobody has asked for one through this console."
      >
        {suspensions.slice(0, shownAtMost).map((request) => (
          <li key={request.key}>
            <Link
              href={`/approvals?tab=history&request=${request.key}`}
              className="-mx-1.5 flex min-h-7 items-center gap-2 rounded-sm px-1.5 py-0.5 hover:bg-hover"
            >
              <span className="font-mono text-xs text-muted">{request.key}</span>
              <span className="flex-1 text-fg">{actionWords[request.action as Action].verb}</span>
              <RequestStatus status={request.status as Status} />
              <TimeStamp at={request.at} show="relative" className="text-xs text-muted" />
            </Link>
          </li>
        ))}
      </Group>
      {otherCases.length > shownAtMost || suspensions.length > shownAtMost ? (
        <Link
          href={`/users/${subject.userId}`}
          className="text-xs font-medium text-accent underline underline-offset-2"
        >
          Everything about this person
        </Link>
      ) : null}
    </>
  );
}

interface GroupProps {
  title: string;
  count: number;
  empty: string;
  children: ReactNode;
}

function Group({ title, count, empty, children }: GroupProps) {
  return (
    <div className="border-t pt-3">
      <h3 className="mb-1 flex items-center gap-2 text-xs font-semibold text-muted">
        {title} {count > 0 ? <Count value={count} /> : null}
      </h3>
      {count === 0 ? <p className="text-xs text-muted">{empty}</p> : <ul>{children}</ul>}
    </div>
  );
}
