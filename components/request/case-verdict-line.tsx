import { VerdictBadges } from "#components/request/verdict-badges.tsx";
import { verdictWords } from "#components/request/verdict-words.ts";
import { SafeText } from "#components/safe-text.tsx";
import type { CaseVerdict, VerdictView } from "#lib/domain/views/case-view.ts";

const asks = { suspend: "a suspension", reactivate: "a reactivation" } as const;

/** What a request would need, before anybody opens the form. */
export function CaseVerdictLine({ verdict }: { verdict: CaseVerdict }) {
  const { action, now, validated } = verdict;
  return (
    <div className="grid gap-0.5 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium text-fg">
          For {asks[action]} the policy asks: {told(now)}
        </span>
        <VerdictBadges outsidePolicy={now.outsidePolicy} singleOrigin={null} />
      </p>
      <p className="text-xs text-muted">
        <SafeText text={now.why} /> Policy <SafeText text={now.policyId} /> v{now.policyVersion}.
      </p>
      {validated === null ? null : (
        <p className="text-xs text-muted">
          Were all signals validated: {told(validated)}
          {validated.outsidePolicy ? ", outside policy" : ""}.
        </p>
      )}
    </div>
  );
}

function told(verdict: VerdictView): string {
  return `rule ${verdict.rule}, ${verdict.permitted ? verdictWords(verdict) : "forbidden"}`;
}
