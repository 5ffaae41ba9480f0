import { CalendarClock } from "lucide-react";
import Link from "next/link";

import { ReviewStatus } from "#components/request/review-status.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ReviewView } from "#lib/domain/views/governance-view.ts";

/** Suspensions in force by the date on which they have to be looked at again. What can be done stands on the case. */
export function ReviewsList({ reviews }: { reviews: readonly ReviewView[] }) {
  if (reviews.length === 0) {
    return (
      <EmptyState icon={<CalendarClock />} title="No suspension waits for a review">
        Every suspension gets a date on which somebody has to look at it again. It appears here as soon as it
        is in force.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y overflow-hidden rounded-lg border bg-surface shadow-card">
      {reviews.map((review) => (
        <li key={review.requestKey}>
          <Link
            href={`/cases/${review.caseKey}#review`}
            prefetch={false}
            data-list-row=""
            className="grid gap-x-5 gap-y-1 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_13rem] lg:items-center"
          >
            <span className="grid min-w-0 gap-0.5">
              <span className="flex flex-wrap items-center gap-x-2">
                <span className="font-mono text-xs text-muted">{review.requestKey}</span>
                <SafeText text={review.subjectName} className="font-semibold text-fg" />
              </span>
              <SafeText text={review.subjectEmail} className="truncate text-xs text-muted" />
            </span>
            <span className="grid min-w-0 gap-0.5 text-xs text-muted">
              <span className="font-mono">{review.caseKey}</span>
              <span>{standing(review)}</span>
            </span>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 lg:justify-end lg:text-right">
              {review.status === "handed_over" ? null : (
                <TimeStamp at={review.dueAt} className="text-xs text-muted" />
              )}
              <ReviewStatus status={review.status} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function standing({ asked, ticket, extensions }: ReviewView) {
  if (ticket !== null) return <SafeText text={`handed over to offboarding, ${ticket}`} />;
  if (asked !== null)
    return <SafeText text={`${asked.by} asked to extend: a second person has to confirm`} />;
  return extensions === 0
    ? "not extended so far"
    : extensions === 1
      ? "extended once"
      : `extended ${extensions} times`;
}
