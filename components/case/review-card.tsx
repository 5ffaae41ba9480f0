"use client";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ExtendReview } from "#components/case/extend-review.tsx";
import { HandOverReview } from "#components/case/hand-over-review.tsx";
import { useActing } from "#components/request/acting.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { ReviewStatus } from "#components/request/review-status.tsx";
import { TimedText } from "#components/request/timed-text.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ReviewView } from "#lib/domain/views/governance-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";

export interface ReviewCardProps {
  review: ReviewView;
  actions: Pick<CaseActions, "extend" | "handOver">;
  /** Whether a reactivation can be asked for in this case, and how the form for it opens. */
  reactivation: Right;
  onAskReactivation: () => void;
  /** A form with a reason of its own is open: no other one is shown meanwhile. */
  onFormOpen: (open: boolean) => void;
}

/** When the suspension has to be looked at again, and the three ways on from there. None is taken by a clock. */
export function ReviewCard({
  review,
  actions,
  reactivation,
  onAskReactivation,
  onFormOpen,
}: ReviewCardProps) {
  const { viewer } = useActing();
  const { asked, rights, status } = review;
  return (
    <Section title="Review of the suspension" id="review" aside={<ReviewStatus status={status} />}>
      <div className="grid gap-3">
        {status === "due" ? (
          <Callout tone="warning" title="This suspension has to be looked at again.">
            Its review was due <TimeStamp at={review.dueAt} />. It stays in force until somebody decides:
            nothing is reactivated by a clock.
          </Callout>
        ) : status === "handed_over" ? (
          <p className="text-muted">
            Handed over to offboarding, ticket{" "}
            <SafeText text={review.ticket ?? ""} className="font-medium text-fg" />. It leaves the list when
            the directory no longer has the person.
          </p>
        ) : (
          <p className="text-muted">
            Due <TimeStamp at={review.dueAt} className="text-fg" />.
            {review.extensions > 0 ? ` Extended ${times(review.extensions)} so far.` : ""}
          </p>
        )}
        {asked === null ? null : (
          <Callout
            tone="info"
            title={
              <>
                <SafeText text={asked.by} /> asks to extend until{" "}
                <TimeStamp at={asked.until} show="absolute" />. A second person has to confirm.
              </>
            }
          >
            <QuotedText text={asked.reason} />
          </Callout>
        )}
        {viewer.canWork && asked !== null ? (
          <div>
            <ReasonDialog
              opener="Confirm extension"
              look={{
                variant: "primary",
                size: "sm",
                disabledReason: rights.confirm.allowed ? null : rights.confirm.why,
              }}
              title="Confirm the extension"
              description={
                <>
                  Until <TimeStamp at={asked.until} show="absolute" />, asked by <SafeText text={asked.by} />
                </>
              }
              button="Confirm"
              placeholder="Why is it right to keep the person suspended?"
              submit={(reason) =>
                actions.extend({ requestKey: review.requestKey, until: asked.until, reason })
              }
              onDone={() => showToast({ tone: "success", title: "The suspension was extended" })}
              onOpenChange={onFormOpen}
            />
          </div>
        ) : null}
        {viewer.canWork ? (
          <div className="flex flex-wrap items-start gap-2">
            <ExtendReview review={review} extend={actions.extend} onFormOpen={onFormOpen} />
            <Button
              size="sm"
              disabledReason={reactivation.allowed ? null : <TimedText text={reactivation.why} />}
              reasonPlacement="below"
              onClick={onAskReactivation}
            >
              Ask for reactivation
            </Button>
            {status === "handed_over" ? null : (
              <HandOverReview review={review} handOver={actions.handOver} onFormOpen={onFormOpen} />
            )}
          </div>
        ) : null}
      </div>
    </Section>
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
