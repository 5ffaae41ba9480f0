import { QuotedText } from "#components/request/quoted-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { CloseVerdict } from "#lib/domain/case.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

/** How a verdict is called inside a sentence. */
export const verdictWords = {
  true_positive: "true positive",
  benign: "benign",
  duplicate: "duplicate",
  inconclusive: "inconclusive",
} as const satisfies Record<CloseVerdict, string>;

/** Why a case is closed, and what would open it again. */
export function ClosedNote({ view }: { view: CaseView }) {
  const verdict = view.closeVerdict === null ? "" : ` as ${verdictWords[view.closeVerdict]}`;
  const next = view.subject.erasedAt ? "opens a new one" : "opens it again";
  return (
    <Callout tone="info" title={`Closed${verdict}. A new signal about this person ${next}.`}>
      {view.closeReason ? <QuotedText text={view.closeReason} /> : null}
      {view.closedAt ? <TimeStamp at={view.closedAt} className="text-xs" /> : null}
    </Callout>
  );
}
