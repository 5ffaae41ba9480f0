import Link from "next/link";

import { TimeStamp } from "#components/time-stamp.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import type { BasisView, DryRunView } from "#lib/domain/views/source-view.ts";

const verdictWords = {
  true_positive: "true positive",
  benign: "benign",
  duplicate: "duplicate",
  inconclusive: "inconclusive",
} as const;

/** What the last 30 days showed: the ground on which somebody asks, and another confirms. */
export function DryRunFacts({ basis, listed = [] }: { basis: BasisView; listed?: DryRunView["listed"] }) {
  const judged = listed.filter(({ verdict }) => verdict !== null);
  return (
    <div className="grid gap-2">
      <DescriptionList
        items={[
          {
            term: "Time",
            value: (
              <>
                <TimeStamp at={basis.since} show="absolute" /> to{" "}
                <TimeStamp at={basis.until} show="absolute" />
              </>
            ),
          },
          { term: "Signals", value: basis.signals.toLocaleString("en") },
          { term: "Cases", value: basis.cases.toLocaleString("en") },
          { term: "True positives", value: shareWords(basis) },
        ]}
      />
      {judged.length === 0 ? null : (
        <ul aria-label="Closed cases" className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
          {judged.slice(0, 20).map(({ key, verdict }) => (
            <li key={key}>
              <Link href={`/cases/${key}`}>{key}</Link> {verdict === null ? "" : verdictWords[verdict]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Never a percentage of nothing, and never one without its numbers. */
export function shareWords({ judged, truePositives }: Pick<BasisView, "judged" | "truePositives">): string {
  if (judged === 0) return "no case was closed with a verdict yet";
  return `${truePositives} of ${judged} closed cases (${Math.round((100 * truePositives) / judged)} %)`;
}
