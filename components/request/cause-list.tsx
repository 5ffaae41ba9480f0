import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
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
              <SafeText text={cause.source} />
              {cause.confidence === null ? ", confidence not stated" : `, confidence ${cause.confidence}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
