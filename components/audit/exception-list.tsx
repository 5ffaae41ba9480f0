import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";

import { auditAddress } from "#components/audit/audit-address.ts";
import { exceptionOrder, exceptionWords } from "#components/audit/exception-words.ts";
import { cn } from "#components/ui/cn.ts";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { ExceptionCounts } from "#lib/domain/views/audit-view.ts";

export interface ExceptionListProps {
  query: AuditQuery;
  counts: ExceptionCounts;
}

/** What the tool itself found, each kind with its number; a kind of which there is none says so. */
export function ExceptionList({ query, counts }: ExceptionListProps) {
  const total = exceptionOrder.reduce((sum, kind) => sum + counts[kind], 0);
  return (
    <Section title="Exceptions" id="exceptions" flush aside={<Count value={total} />}>
      <ul className="px-2 py-1.5" data-keep-together="">
        {exceptionOrder.map((kind) => {
          const count = counts[kind];
          const Icon = count === 0 ? CircleCheck : TriangleAlert;
          const current = query.step === "exceptions" && query.kind === kind;
          return (
            <li key={kind}>
              <Link
                href={auditAddress(query, { step: "exceptions", kind, end: null })}
                prefetch={false}
                aria-current={current ? "true" : undefined}
                title={exceptionWords[kind].means}
                className="flex min-h-7.5 items-center gap-2 rounded-md px-2 py-0.5 text-sm text-fg no-underline hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-selected"
              >
                <Icon
                  aria-hidden="true"
                  className={cn("size-3.5 shrink-0", count === 0 ? "text-success" : "text-warning")}
                />
                <span className={cn("min-w-0 flex-1", count === 0 && "text-muted")}>
                  {exceptionWords[kind].title}
                </span>
                <span className={cn("tabular-nums", count === 0 ? "text-faint" : "font-semibold")}>
                  {count.toLocaleString("en")}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
