import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { confidenceWords } from "#components/request/trust-words.ts";
import { signalKindWords } from "#lib/domain/signal-kind.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** The signals that a request names as its cause. */
export function CauseList({ causes }: { causes: RequestView["causes"] }) {
  return (
    <ul className="grid gap-1">
      {causes.map((cause) => (
        <li key={cause.id} className="flex min-w-0 items-start gap-2">
          <SeverityMark severity={cause.severity} wordHidden className="h-5" />
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <SafeText text={cause.title} className="text-fg" />
            <span className="text-xs text-muted">
              {signalKindWords[cause.kind]}, <SafeText text={cause.source} />, {confidenceWords(cause)}
            </span>
            {cause.onTrial ? <Badge tone="outline">on trial</Badge> : null}
            <span className={cause.validated ? "text-xs text-success" : "text-xs text-warning"}>
              {cause.validated ? (
                <>
                  validated: <SafeText text={cause.how} />
                </>
              ) : (
                "not validated"
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
