import { CircleCheck, CircleDashed, OctagonX } from "lucide-react";
import { Fragment, type ReactNode } from "react";

import { UtcTime } from "#components/audit/utc-time.tsx";
import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { LogStandingView } from "#lib/domain/views/other-views.ts";

/** The log in one line: how much is sealed, when it was verified, its root, and when that was last taken elsewhere. */
export function LogStrip({ standing }: { standing: LogStandingView }) {
  const { waiting, sealed, signed, verification, anchors, problem } = standing;
  const isWrong = verification.fault !== null || problem !== null || (sealed !== null && !signed);
  const isRight = !isWrong && sealed !== null && verification.verified !== null;
  const newest = anchors.reduce<string | null>(
    (at, { last }) => (last !== null && (at === null || last.at > at) ? last.at : at),
    null,
  );
  const parts: ReactNode[] = [
    <b key="sealed" className="font-semibold text-fg">
      {sealed === null
        ? "No entry sealed yet"
        : `${sealed.size.toLocaleString("en")} ${sealed.size === 1 ? "entry" : "entries"} sealed`}
    </b>,
    waiting === 0 ? null : `${waiting.toLocaleString("en")} sealing`,
    <Verified key="verified" verification={verification} />,
    sealed === null ? null : (
      <span key="root" className="inline-flex items-center gap-1">
        root <span className="font-mono text-xs text-fg">{sealed.root.slice(0, 8)}…</span>
        <CopyButton text={sealed.root} label="Copy the root" className="size-5" />
      </span>
    ),
    sealed === null ? null : signed ? (
      "signed"
    ) : (
      <b key="signed" className="font-semibold text-danger">
        signature wrong
      </b>
    ),
    newest === null ? (
      "no anchor yet"
    ) : (
      <span key="anchor">
        last anchor <UtcTime at={newest} withAge />
      </span>
    ),
  ];
  const [Icon, tone, word] = isWrong
    ? ([OctagonX, "text-danger", "Fault: "] as const)
    : isRight
      ? ([CircleCheck, "text-success", "In order: "] as const)
      : ([CircleDashed, "text-warning", "Not verified yet: "] as const);
  const shown = parts.filter((part) => part !== null);
  return (
    <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      <Icon aria-hidden="true" className={cn("size-4 shrink-0", tone)} />
      <span className="sr-only">{word}</span>
      {shown.map((part, place) => (
        // The parts are always the same ones in the same order.
        <Fragment key={place}>
          {place === 0 ? null : (
            <span aria-hidden="true" className="text-faint">
              ·
            </span>
          )}
          <span className="whitespace-nowrap">{part}</span>
        </Fragment>
      ))}
    </p>
  );
}

function Verified({ verification: { verified, fault } }: { verification: LogStandingView["verification"] }) {
  if (fault !== null) return <b className="font-semibold text-danger">verification failed</b>;
  if (verified === null) return "not verified yet";
  return (
    <>
      verified <UtcTime at={verified.at} />
    </>
  );
}
