import { GateList } from "#components/request/gate-list.tsx";
import { listNames } from "#components/request/list-names.ts";
import { VerdictBadges } from "#components/request/verdict-badges.tsx";
import { verdictWords } from "#components/request/verdict-words.ts";
import { SafeText } from "#components/safe-text.tsx";
import type { Verdict } from "#lib/domain/judge.ts";
import { type SingleOrigin, singleOriginWords } from "#lib/domain/single-origin.ts";
import type { GateView } from "#lib/domain/views/request-view.ts";

export interface VerdictNoteProps {
  verdict: Verdict;
  gates: readonly GateView[];
  singleOrigin: SingleOrigin | null;
  /** Names of those who could decide. */
  deciders: readonly string[];
}

/** What the policy says of the causes as they are chosen and marked just now. */
export function VerdictNote({ verdict, gates, singleOrigin, deciders }: VerdictNoteProps) {
  return (
    <div role="status" aria-label="Policy verdict" className="grid gap-1.5 rounded-md border bg-subtle p-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium text-fg">
          Rule <SafeText text={verdict.rule} />: {verdict.permitted ? verdictWords(verdict) : "forbidden"}
        </span>
        <VerdictBadges outsidePolicy={verdict.outsidePolicy} singleOrigin={singleOrigin} />
      </p>
      <p className="text-sm text-muted">
        <SafeText text={verdict.why} />
      </p>
      {singleOrigin === null ? null : (
        <p className="text-sm text-warning">{singleOriginWords[singleOrigin]}</p>
      )}
      <GateList gates={gates} />
      <p className="text-xs text-muted">
        Policy <SafeText text={verdict.policyId} /> v{verdict.policyVersion}
        {deciders.length === 0 ? null : (
          <>
            {" · "}
            {verdict.approvers} of <SafeText text={listNames(deciders)} /> decide
          </>
        )}
      </p>
    </div>
  );
}
