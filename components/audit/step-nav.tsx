import Link from "next/link";

import { auditAddress } from "#components/audit/audit-address.ts";
import { cn } from "#components/ui/cn.ts";
import { tabListStyles, tabStyles } from "#components/ui/tab-styles.ts";
import type { AuditQuery, AuditStep } from "#lib/domain/audit.ts";
import type { PeriodView } from "#lib/domain/views/audit-view.ts";

const steps: [AuditStep, string][] = [
  ["population", "Population"],
  ["exceptions", "Exceptions"],
  ["sample", "Sample"],
  ["record", "Record"],
];
const beside: [AuditStep, string][] = [
  ["access", "Access"],
  ["entries", "All entries"],
];

/** The four steps of an audit, one after the other, and beside them who may do what and the log itself. */
export function StepNav({ query, period }: { query: AuditQuery; period: PeriodView }) {
  // A sample stays what it is while the days go by: from here on the days are said, and not how many.
  const days = { period: "own", from: period.firstDay, to: period.lastDay } as const;
  const tab = ([step, label]: [AuditStep, string], number: number | null) => (
    <Link
      key={step}
      href={auditAddress(query, { step, ...(step === "sample" || step === "record" ? days : {}) })}
      prefetch={false}
      aria-current={query.step === step ? "page" : undefined}
      className={tabStyles}
    >
      {number === null ? null : (
        <span
          aria-hidden="true"
          className={cn(
            "inline-flex size-4.5 items-center justify-center rounded-full border text-2xs font-semibold",
            query.step === step ? "border-ink bg-ink text-on-ink" : "border-control text-muted",
          )}
        >
          {number}
        </span>
      )}
      {label}
    </Link>
  );
  return (
    <nav aria-label="Steps of the audit" className={cn(tabListStyles, "mb-4")} data-screen-only="">
      {steps.map((step, index) => tab(step, index + 1))}
      <span aria-hidden="true" className="my-2 w-px shrink-0 bg-line" />
      {beside.map((step) => tab(step, null))}
    </nav>
  );
}
