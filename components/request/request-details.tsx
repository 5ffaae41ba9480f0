"use client";

import { EntityId } from "#components/entity-id.tsx";
import { AttemptTable } from "#components/request/attempt-table.tsx";
import { ChecklistAnswers } from "#components/request/checklist-answers.tsx";
import { CauseList } from "#components/request/cause-list.tsx";
import { hasAnswers, NarrowerAnswers } from "#components/request/narrower-answers.tsx";
import { PolicyLine } from "#components/request/policy-line.tsx";
import { ProposerName } from "#components/request/proposer-name.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { RequestOutcome } from "#components/request/request-outcome.tsx";
import { VoteList } from "#components/request/vote-list.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { erasedWord } from "#lib/domain/erased-word.ts";
import { identityClassNames } from "#lib/domain/identity-words.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** What was asked, why, by whom, who decided, and what 1Password did: the same for a request under way and an old one. */
export function RequestDetails({ request }: { request: RequestView }) {
  const { snapshot } = request;
  return (
    <div className="grid gap-4">
      {request.outcome ? <RequestOutcome outcome={request.outcome} /> : null}
      <DescriptionList
        items={[
          {
            term: "Asked by",
            value: (
              <>
                <SafeText text={request.requester?.name ?? "nobody yet"} />{" "}
                <TimeStamp at={request.createdAt} className="text-xs text-muted" />
              </>
            ),
          },
          ...(request.proposedBy
            ? [{ term: "Proposed by", value: <ProposerName proposer={request.proposedBy} /> }]
            : []),
          { term: "Why", value: <QuotedText text={request.reason} /> },
          ...(request.checklist
            ? [{ term: "Checks", value: <ChecklistAnswers checklist={request.checklist} /> }]
            : []),
          ...(request.reviewBy
            ? [{ term: "Review by", value: <TimeStamp at={request.reviewBy} show="absolute" /> }]
            : []),
          { term: "Causes", value: request.erased ? erasedWord : <CauseList causes={request.causes} /> },
          {
            term: "Person",
            value: (
              <span className="flex flex-wrap items-center gap-x-2">
                <SafeText text={snapshot.email} className="min-w-0 wrap-anywhere" />
                <EntityId id={snapshot.userId} shorten />
                <span className="text-xs text-muted">
                  {snapshot.state} when asked, read <TimeStamp at={snapshot.readAt} show="absolute" />
                </span>
              </span>
            ),
          },
          {
            term: "Policy",
            value: <PolicyLine request={request} />,
          },
          ...(hasAnswers(request)
            ? [{ term: "Narrower", value: <NarrowerAnswers request={request} /> }]
            : []),
          ...(request.askedAbout && request.askedAbout.identityClass !== "person"
            ? [{ term: "Identity", value: identityClassNames[request.askedAbout.identityClass] }]
            : []),
          {
            term: "Approvals",
            value: (
              <>
                {request.approvals} of {request.needed}
                {request.votes.length > 0 ? (
                  <div className="mt-1">
                    <VoteList votes={request.votes} />
                  </div>
                ) : null}
              </>
            ),
          },
        ]}
      />
      {request.attempts.length > 0 ? <AttemptTable attempts={request.attempts} /> : null}
    </div>
  );
}
