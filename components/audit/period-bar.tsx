import Form from "next/form";
import Link from "next/link";

import { auditAddress, auditParameters } from "#components/audit/audit-address.ts";
import { Callout } from "#components/ui/callout.tsx";
import { buttonStyles } from "#components/ui/button-styles.ts";
import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";
import { type AuditPeriodName, type AuditQuery } from "#lib/domain/audit.ts";
import type { PeriodView, PersonChoice } from "#lib/domain/views/audit-view.ts";

const presets: [AuditPeriodName, string][] = [
  ["7d", "7 days"],
  ["30d", "30 days"],
  ["90d", "90 days"],
  ["quarter", "This quarter"],
];

const field = cn(controlStyles, "h-8 w-auto px-2 text-xs");

export interface PeriodBarProps {
  query: AuditQuery;
  period: PeriodView;
  people: readonly PersonChoice[];
}

/** Which days, and which requests of them. All of it is the address; without a script it is a plain form. */
export function PeriodBar({ query, period, people }: PeriodBarProps) {
  // What the form itself sends, and what a new choice makes void, isn't kept.
  const own = new Set(["period", "from", "to", "action", "by", "decider", "end", "request"]);
  const kept = Object.entries(auditParameters(query)).filter(
    (entry): entry is [string, string] => !own.has(entry[0]) && entry[1] !== null && entry[1] !== "",
  );
  const narrowed = query.action !== null || query.by !== null || query.decider !== null;
  return (
    <div className="mb-4 grid gap-3" data-screen-only="">
      {period.problem === null ? null : (
        <Callout tone="warning" role="status" title="The days asked for could not be taken">
          {period.problem}
        </Callout>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <nav aria-label="Period" className="inline-flex h-8 rounded-md border bg-subtle p-0.5">
          {presets.map(([name, label]) => (
            <Link
              key={name}
              href={auditAddress(query, { period: name, from: null, to: null })}
              prefetch={false}
              aria-current={period.name === name ? "true" : undefined}
              className="inline-flex items-center rounded-sm border border-transparent px-2 text-xs font-medium whitespace-nowrap text-muted no-underline hover:text-fg aria-[current=true]:border-line-strong aria-[current=true]:bg-raised aria-[current=true]:text-fg aria-[current=true]:shadow-card"
            >
              {label}
            </Link>
          ))}
        </nav>
        <Form
          action="/audit"
          role="search"
          aria-label="Period and filters"
          // The fields know only what they began with: another address is another form.
          key={JSON.stringify([period.firstDay, period.lastDay, query.action, query.by, query.decider])}
          className="contents"
        >
          {kept.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="period" value="own" />
          <input
            type="date"
            name="from"
            aria-label="First day (UTC)"
            defaultValue={period.firstDay}
            className={field}
          />
          <span aria-hidden="true" className="text-xs text-faint">
            –
          </span>
          <input
            type="date"
            name="to"
            aria-label="Last day (UTC)"
            defaultValue={period.lastDay}
            className={field}
          />
          <span className="text-xs text-faint">UTC</span>
          <select name="action" aria-label="Action" defaultValue={query.action ?? ""} className={field}>
            <option value="">Both actions</option>
            <option value="suspend">Suspensions</option>
            <option value="reactivate">Reactivations</option>
          </select>
          <People name="by" label="Asked by" value={query.by} people={people} />
          <People name="decider" label="Decided by" value={query.decider} people={people} />
          <button type="submit" className={buttonStyles({ size: "md" })}>
            Show
          </button>
          {narrowed ? (
            <Link
              href={auditAddress(query, { action: null, by: null, decider: null })}
              prefetch={false}
              className="text-xs text-muted underline underline-offset-2 hover:text-fg"
            >
              Clear filters
            </Link>
          ) : null}
        </Form>
      </div>
    </div>
  );
}

interface PeopleProps {
  name: string;
  label: string;
  value: string | null;
  people: readonly PersonChoice[];
}

function People({ name, label, value, people }: PeopleProps) {
  return (
    <select name={name} aria-label={label} defaultValue={value ?? ""} className={cn(field, "max-w-40")}>
      <option value="">{label} anybody</option>
      {people.map((person) => (
        <option key={person.id} value={person.id}>
          {label} {person.name}
        </option>
      ))}
    </select>
  );
}
