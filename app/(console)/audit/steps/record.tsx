import { FileSearch } from "lucide-react";
import Form from "next/form";
import { redirect } from "next/navigation";

import { auditAddress } from "#components/audit/audit-address.ts";
import { RecordStep } from "#components/audit/record-step.tsx";
import { ExportEvidence } from "#components/evidence/export-evidence.tsx";
import { buttonStyles } from "#components/ui/button-styles.ts";
import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { DomainError } from "#lib/domain/errors.ts";
import type { RecordView } from "#lib/domain/views/audit-view.ts";
import { drawKeys } from "#lib/use-cases/audit/draw-sample.ts";
import { viewRecord } from "#lib/use-cases/audit/view-record.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";

import type { StepProps } from "./read-page.ts";

export async function Record({ services, actor, scope, made }: StepProps) {
  const { query } = made;
  const { request, seed } = query;
  if (request === null) {
    const first = seed === null ? undefined : (await drawKeys(services, scope, { ...query, seed }))?.keys[0];
    if (first !== undefined) redirect(auditAddress(query, { request: first }));
    return <NoRecord asked={null} />;
  }
  const record = await findRecord(() => viewRecord(services, actor, scope, { ...query, request }));
  if (record === null) return <NoRecord asked={request} />;
  const unrecorded = await recordRead(services, actor, { what: "request", key: request });
  return (
    <RecordStep
      made={made}
      record={record}
      unrecorded={unrecorded}
      evidence={<ExportEvidence href={`/api/v1/cases/${record.request.caseKey}/evidence`} />}
    />
  );
}

async function findRecord(view: () => Promise<RecordView>): Promise<RecordView | null> {
  try {
    return await view();
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}

function NoRecord({ asked }: { asked: string | null }) {
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      <EmptyState
        icon={<FileSearch />}
        title={asked === null ? "No request is chosen" : `There is no request ${asked}`}
        actions={
          <Form action="/audit" role="search" aria-label="Open a record" className="flex items-center gap-2">
            <input type="hidden" name="step" value="record" />
            <input
              name="request"
              aria-label="Key of the request"
              placeholder="REQ-1042"
              pattern="REQ-[0-9]+"
              title="REQ- and a number"
              required
              autoComplete="off"
              className={cn(controlStyles, "h-8 w-40 font-mono text-xs")}
            />
            <button type="submit" className={buttonStyles({})}>
              Open
            </button>
          </Form>
        }
      >
        Open one from the population, the exceptions or the sample, or by its key. In a sample, [ and ] lead
        to the one before and after.
      </EmptyState>
    </div>
  );
}
