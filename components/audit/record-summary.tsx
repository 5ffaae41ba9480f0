import { CircleCheck, OctagonX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { CauseList } from "#components/request/cause-list.tsx";
import { ChecklistAnswers } from "#components/request/checklist-answers.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { formatDuration } from "#components/format-duration.ts";
import { EntityId } from "#components/entity-id.tsx";
import { endNames } from "#components/audit/end-names.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RecordView } from "#lib/domain/views/audit-view.ts";

/** The questions of a reader who wasn't there, in the order in which they are asked. */
export function RecordSummary({ record }: { record: RecordView }) {
  const { request } = record;
  const { policy, snapshot } = request;
  return (
    <Section title="The record" id="record" flush>
      <dl className="divide-y">
        <Answer question="What happened">
          <p>
            {endNames[request.status]}
            {request.outcome === null ? null : (
              <>
                : <SafeText text={request.outcome.message} />
              </>
            )}
            {request.staleDifference === null ? null : (
              <>
                : <SafeText text={request.staleDifference} />
              </>
            )}
          </p>
        </Answer>
        <Answer question="Who asked, and why">
          <p>
            <SafeText
              text={request.requester?.name ?? "a machine, adopted by nobody"}
              className="font-medium"
            />{" "}
            <Time at={request.createdAt} />
          </p>
          <QuotedText text={request.reason} className="mt-1" />
          {request.causes.length === 0 ? null : (
            <div className="mt-2">
              <CauseList causes={request.causes} />
            </div>
          )}
          {request.checklist === null ? null : (
            <div className="mt-2">
              <ChecklistAnswers checklist={request.checklist} />
            </div>
          )}
        </Answer>
        <Answer question="Who decided">
          <p>
            {request.approvals} of {request.needed} needed {request.needed === 1 ? "approval" : "approvals"}
          </p>
          <ul className="mt-1 grid gap-2">
            {request.votes.map((vote) => (
              <li key={`${vote.person} ${vote.at}`}>
                <SafeText text={vote.person} className="font-medium" />{" "}
                {vote.decision === "approve" ? "approved" : "denied"} <Time at={vote.at} />{" "}
                <span className="text-muted">
                  {formatDuration(Date.parse(vote.at) - Date.parse(request.createdAt))} after it was asked
                </span>
                <QuotedText text={vote.reason} className="mt-1" />
              </li>
            ))}
          </ul>
        </Answer>
        <Answer question="Under which policy">
          <p>
            <SafeText text={`${policy.id} v${policy.version}, rule ${policy.rule}`} />
          </p>
          <p className="text-muted">
            <SafeText text={policy.why} />
          </p>
        </Answer>
        <Answer question="About whom">
          <p className="flex flex-wrap items-center gap-x-2">
            <SafeText text={snapshot.name} /> <SafeText text={snapshot.email} className="text-muted" />
            <EntityId id={snapshot.userId} />
          </p>
        </Answer>
        <Answer question="How long it took">
          <p>{tellTimes(record)}</p>
        </Answer>
        <Answer question="Is it reversed">
          {record.undoneBy === null ? (
            <p>
              {request.action === "suspend"
                ? "Not through the console."
                : "A reactivation is not undone; it is followed by a suspension."}
            </p>
          ) : (
            <p>
              By{" "}
              <Link
                href={`/audit?step=record&request=${record.undoneBy.key}`}
                prefetch={false}
                className="font-mono text-xs underline underline-offset-2"
              >
                {record.undoneBy.key}
              </Link>{" "}
              <Time at={record.undoneBy.at} />
            </p>
          )}
        </Answer>
        <Answer question="Does the record hold">
          <Holds ok={record.digestHolds}>
            {record.digestHolds
              ? "What was approved still gives its digest"
              : "What is stored doesn’t give the digest that was approved"}{" "}
            <span className="font-mono text-xs break-all text-muted">{request.digest}</span>
          </Holds>
          <Holds ok={record.entries.every(({ hashHolds }) => hashHolds)}>{tellEntries(record)}</Holds>
        </Answer>
      </dl>
    </Section>
  );
}

function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <div
      className="grid gap-x-6 gap-y-1 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]"
      data-keep-together=""
    >
      <dt className="text-xs leading-5 font-medium text-muted">{question}</dt>
      <dd className="min-w-0 text-sm text-fg">{children}</dd>
    </div>
  );
}

function Time({ at }: { at: string }) {
  return <TimeStamp at={at} show="audit" className="text-muted" />;
}

function Holds({ ok, children }: { ok: boolean; children: ReactNode }) {
  const Icon = ok ? CircleCheck : OctagonX;
  return (
    <p className="flex gap-2">
      <Icon
        aria-hidden="true"
        className={ok ? "mt-0.5 size-4 shrink-0 text-success" : "mt-0.5 size-4 shrink-0 text-danger"}
      />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

function tellTimes({ request }: RecordView): string {
  const { createdAt, decidedAt, endedAt } = request;
  const span = (from: string, to: string) => formatDuration(Date.parse(to) - Date.parse(from));
  if (endedAt === null) return "It hasn’t ended.";
  if (decidedAt === null) return `Ended ${span(createdAt, endedAt)} after it was asked, undecided.`;
  return `Decided ${span(createdAt, decidedAt)} after it was asked, ended ${span(decidedAt, endedAt)} after the decision.`;
}

function tellEntries({ entries }: RecordView): string {
  const wrong = entries.filter(({ hashHolds }) => !hashHolds);
  if (wrong.length > 0) {
    const named = wrong.map(({ chain, n }) => `${chain} #${n}`).join(", ");
    return `The bytes of ${named} don’t give their hash. Verify the log.`;
  }
  const sealed = entries.filter(({ index }) => index !== null).length;
  return `The bytes of all ${entries.length} entries give their hashes; ${sealed} of them are sealed.`;
}
