import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { auditAddress } from "#components/audit/audit-address.ts";
import { exceptionWords } from "#components/audit/exception-words.ts";
import { ListFoot, type Provenance } from "#components/audit/list-foot.tsx";
import { RecordCalls } from "#components/audit/record-calls.tsx";
import { RecordContexts } from "#components/audit/record-contexts.tsx";
import { RecordEntries } from "#components/audit/record-entries.tsx";
import { RecordSummary } from "#components/audit/record-summary.tsx";
import { UnrecordedNote } from "#components/audit/unrecorded-note.tsx";
import { EntityId } from "#components/entity-id.tsx";
import { RequestStatus } from "#components/request-status.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { SafeText } from "#components/safe-text.tsx";
import { SimulatedMark } from "#components/simulated.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import { buttonStyles } from "#components/ui/button-styles.ts";
import { Section } from "#components/ui/section.tsx";
import type { RecordView } from "#lib/domain/views/audit-view.ts";

export interface RecordStepProps {
  made: Provenance;
  record: RecordView;
  /** Why the reading of this record could not be written down; null where it was. */
  unrecorded: string | null;
  /** What the case's evidence package is had by. */
  evidence: ReactNode;
}

/** One request, whole: who did what to whom, by which right, what 1Password said, and the entries that show it. */
export function RecordStep({ made, record, unrecorded, evidence }: RecordStepProps) {
  const { request, place, simulated, exceptions } = record;
  return (
    <div className="grid gap-4">
      <UnrecordedNote why={unrecorded} />
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-96">
          <h2 className="text-lg font-semibold tracking-tight text-fg">
            {actionWords[request.action].verb} <SafeText text={request.snapshot.name} /> in 1Password
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
            <EntityId id={request.key} />
            <RequestStatus status={request.status} />
            <span>
              in{" "}
              <Link
                href={`/cases/${request.caseKey}`}
                prefetch={false}
                className="font-mono text-xs text-fg underline-offset-2 hover:underline"
              >
                {request.caseKey}
              </Link>
            </span>
            {simulated ? (
              <span className="inline-flex items-center gap-1 text-xs">
                <SimulatedMark /> simulated, made up by the demo
              </span>
            ) : null}
            {exceptions.map((kind) => (
              <Badge key={kind} tone="warning">
                {exceptionWords[kind].title}
              </Badge>
            ))}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2" data-screen-only="">
          {place === null ? null : (
            <nav aria-label="Within the sample" className="flex items-center gap-2">
              <Turn made={made} to={place.previous} turn="previous" />
              <span className="text-xs whitespace-nowrap text-muted">
                {place.position} of {place.of} in the sample
              </span>
              <Turn made={made} to={place.next} turn="next" />
            </nav>
          )}
          {evidence}
        </div>
      </header>
      <RecordSummary record={record} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <RecordContexts contexts={record.contexts} />
        <RecordCalls request={request} />
      </div>
      <Section
        title="Entries of the log"
        id="entries"
        aside={`${record.entries.length.toLocaleString("en")} about ${request.key}, oldest first`}
      >
        <RecordEntries entries={record.entries} />
        <ListFoot
          {...made}
          query={{ ...made.query, step: "entries", type: null, code: null }}
          list={null}
          rows={record.entries.length}
        />
      </Section>
    </div>
  );
}

function Turn({ made, to, turn }: { made: Provenance; to: string | null; turn: "previous" | "next" }) {
  const label = turn === "previous" ? "Previous" : "Next";
  const Icon = turn === "previous" ? ChevronLeft : ChevronRight;
  if (to === null)
    return <span className="px-2 text-xs text-faint">{turn === "previous" ? "First" : "Last"}</span>;
  return (
    <Link
      href={auditAddress(made.query, { step: "record", request: to })}
      data-turn={turn}
      prefetch={false}
      aria-keyshortcuts={turn === "previous" ? "[" : "]"}
      className={buttonStyles({ size: "sm" })}
      data-edge=""
    >
      {turn === "previous" ? <Icon aria-hidden="true" className="-ml-1 size-4" /> : null}
      {label}
      {turn === "next" ? <Icon aria-hidden="true" className="-mr-1 size-4" /> : null}
      <KeyHint keys={turn === "previous" ? "[" : "]"} />
    </Link>
  );
}
