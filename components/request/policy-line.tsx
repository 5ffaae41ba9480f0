import { VerdictBadges } from "#components/request/verdict-badges.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { singleOriginWords } from "#lib/domain/single-origin.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** The verdict under which a request was made: the rule that fired, why, and what has to be seen with it. */
export function PolicyLine({
  request,
}: {
  request: Pick<RequestView, "policy" | "needed" | "singleOrigin" | "drill">;
}) {
  const { policy, needed, singleOrigin, drill } = request;
  return (
    <div className="grid gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>
          <SafeText text={policy.id} /> v{policy.version}, rule <SafeText text={policy.rule} />:{" "}
          {needed === 1 ? "1 approver" : `${needed} approvers`}
        </span>
        <VerdictBadges outsidePolicy={policy.outsidePolicy} singleOrigin={singleOrigin} drill={drill} />
      </span>
      <span className="text-xs text-muted">
        <SafeText text={policy.why} />
      </span>
      {singleOrigin === null ? null : (
        <span className="text-xs text-warning">{singleOriginWords[singleOrigin]}</span>
      )}
    </div>
  );
}
