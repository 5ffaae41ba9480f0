"use client";

import { useQuery } from "@tanstack/react-query";

import { LogAnchors } from "#components/audit/log-anchors.tsx";
import { LogFact } from "#components/audit/log-fact.tsx";
import { LogStrip } from "#components/audit/log-strip.tsx";
import { type VerifyAction, VerifyLog } from "#components/audit/verify-log.tsx";
import { UtcTime } from "#components/audit/utc-time.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { LogStandingView, VerificationView } from "#lib/domain/views/other-views.ts";
import { logQuery } from "#lib/queries/log.ts";

export interface LogStandingProps {
  standing: LogStandingView;
  verify: VerifyAction;
}

/** What protects the log, and what doesn't yet: an auditor must not take the one for the other. */
export function LogStanding({ standing: atFirst, verify }: LogStandingProps) {
  const { data: standing } = useQuery({ ...logQuery, initialData: atFirst });
  const { verification, anchors, sealed, problem } = standing;
  return (
    <section
      aria-label="Standing of the log"
      data-keep-together=""
      className="mb-4 overflow-hidden rounded-lg border bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5">
        <LogStrip standing={standing} />
        <VerifyLog verification={verification} verify={verify} />
      </div>
      <Faults verification={verification} problem={problem} />
      <div className="grid gap-px border-t bg-line lg:grid-cols-3">
        <Whole verification={verification} />
        <LogAnchors anchors={anchors} sealedSize={sealed?.size ?? 0} />
        <LogFact kept title="Two people, always">
          <code className="font-mono text-fg">fourEyesEnforced: true</code>. Whoever asks never decides. No
          role, setting or emergency changes that, and the database refuses such a vote by itself.
        </LogFact>
      </div>
    </section>
  );
}

function Faults({
  verification: { fault },
  problem,
}: {
  verification: VerificationView;
  problem: LogStandingView["problem"];
}) {
  if (fault === null && problem === null) return null;
  return (
    <div className="grid gap-2 px-3.5 pb-3">
      {fault === null ? null : (
        <Callout tone="danger" title={<SafeText text={fault.words} />}>
          Kind <code className="font-mono text-fg">{fault.kind}</code>, found{" "}
          <UtcTime at={fault.at} withAge />. Reading goes on. Whoever runs this server makes a copy of the
          database as it is, has it checked by <code className="font-mono text-fg">npm run verify</code>, and
          puts the last right backup back (
          <code className="font-mono text-fg">docs/guides/verification-failed.md</code>). A whole check
          without a fault ends this.
        </Callout>
      )}
      {problem === null ? null : (
        <Callout tone="danger" title="The log is not sealed now.">
          <SafeText text={problem.words} />
        </Callout>
      )}
    </div>
  );
}

function Whole({ verification: { whole, verified } }: { verification: VerificationView }) {
  if (whole === null) {
    return (
      <LogFact kept={false} title="All of it not checked yet">
        Every entry, chain, node, checkpoint and receipt is looked at once a day, and what is new every
        minute. <b className="font-medium text-fg">Verify log</b> does it now.
      </LogFact>
    );
  }
  const { at, entries, ms, by, faults } = whole;
  const count = entries.toLocaleString("en");
  return (
    <LogFact
      kept={faults === 0}
      broken={faults > 0}
      title={
        faults === 0
          ? `All ${count} ${entries === 1 ? "entry is" : "entries are"} right`
          : `${faults.toLocaleString("en")} ${faults === 1 ? "fault" : "faults"} in ${count} entries`
      }
    >
      {by === null ? "The daily check" : <SafeText text={by} />} looked at all of it at{" "}
      <UtcTime at={at} withAge />, in {inSeconds(ms)}: bytes, hashes, chains, tree, checkpoints, receipts,
      requests. What is new is looked at every minute
      {verified === null ? null : (
        <>
          , last <UtcTime at={verified.at} />
        </>
      )}
      .
    </LogFact>
  );
}

function inSeconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toLocaleString("en", { maximumFractionDigits: 1 })} s`;
}
