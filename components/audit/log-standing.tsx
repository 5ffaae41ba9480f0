import { CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { cn } from "#components/ui/cn.ts";
import type { LogStandingView } from "#lib/domain/views/other-views.ts";

/** What protects the log, and what doesn't yet: an auditor must not take the one for the other. */
export function LogStanding({ standing }: { standing: LogStandingView }) {
  const { total, waiting, sealed, anchors, problem } = standing;
  return (
    <section aria-label="Standing of the log" className="mb-4" data-keep-together="">
      <div className="grid gap-px overflow-hidden rounded-lg border bg-line shadow-card sm:grid-cols-2 xl:grid-cols-4">
        <Fact kept title={`${total.toLocaleString("en")} ${total === 1 ? "entry" : "entries"}`}>
          Each written with what it records, chained and kept as hashed.
        </Fact>
        <Fact
          kept={problem === null && sealed !== null}
          title={sealed === null ? "Not sealed yet" : `Sealed up to ${sealed.size.toLocaleString("en")}`}
        >
          {problem === null ? null : (
            <>
              <SafeText text={problem.words} />{" "}
            </>
          )}
          {sealed === null ? (
            "No checkpoint was signed yet: the first comes with the first entries."
          ) : (
            <>
              <Moment at={sealed.at} />, root{" "}
              <span className="font-mono text-fg" title={sealed.root}>
                {sealed.root.slice(0, 12)}…
              </span>
              {waiting === 0 ? null : `; ${waiting.toLocaleString("en")} wait for the next seal`}
            </>
          )}
        </Fact>
        <Anchors anchors={anchors} sealedSize={sealed?.size ?? 0} />
        <Fact kept title="Two people, always">
          <code className="font-mono text-fg">fourEyesEnforced: true</code>, and no way to change it.
        </Fact>
      </div>
    </section>
  );
}

/** The age of the last anchor is how long a cut by somebody with the key would go unseen, so it is shown. */
function Anchors({ anchors, sealedSize }: { anchors: LogStandingView["anchors"]; sealedSize: number }) {
  const newest = anchors.reduce((size, { last }) => Math.max(size, last?.size ?? 0), 0);
  return (
    <Fact
      kept={newest > 0}
      title={newest === 0 ? "Not anchored yet" : `Anchored up to ${newest.toLocaleString("en")}`}
    >
      {anchors.map(({ name, place, last }) => (
        <span key={name} className="block wrap-anywhere">
          {last === null ? `Nothing has gone to ${place} yet.` : null}
          {last === null ? null : (
            <>
              <Moment at={last.at} /> to <Place place={place} />
            </>
          )}
        </span>
      ))}
      {newest < sealedSize ? (
        <span
          className="block"
          title="Until the next anchor, a cut of these by somebody with the key would go unseen."
        >
          {(sealedSize - newest).toLocaleString("en")} sealed since
        </span>
      ) : null}
    </Fact>
  );
}

/** A path by its end, which is what tells it from others; the whole of it is its title. */
function Place({ place }: { place: string }) {
  const end = place.split("/").slice(-2).join("/");
  return (
    <span
      className="font-mono"
      title={`${place}. It protects only where it lies under another owner than database and key.`}
    >
      {end === place ? place : `…/${end}`}
    </span>
  );
}

function Fact({ kept, title, children }: { kept: boolean; title: ReactNode; children: ReactNode }) {
  const Icon = kept ? CircleCheck : CircleDashed;
  return (
    <div className="min-w-0 bg-surface px-3.5 py-2.5">
      <p className="flex items-center gap-1.5 text-sm font-semibold text-fg">
        <Icon aria-hidden="true" className={cn("size-4 shrink-0", kept ? "text-success" : "text-warning")} />
        {title}
      </p>
      <p className="mt-0.5 text-xs text-muted">{children}</p>
    </div>
  );
}

/** With its age on a screen; on paper, where nothing ticks, the moment itself. */
function Moment({ at }: { at: string }) {
  return (
    <>
      <TimeStamp at={at} className="print:hidden" />
      <span className="hidden print:inline">
        <TimeStamp at={at} show="audit" />
      </span>
    </>
  );
}
