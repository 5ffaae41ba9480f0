import { endNames } from "#components/audit/end-names.ts";
import { ExportLink } from "#components/audit/export-link.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { PeriodView, PersonChoice } from "#lib/domain/views/audit-view.ts";
import type { LogStandingView } from "#lib/domain/views/other-views.ts";

/** What every list of the page is made under. */
export interface Provenance {
  query: AuditQuery;
  period: PeriodView;
  people: readonly PersonChoice[];
  standing: Pick<LogStandingView, "total" | "sealed">;
  version: string;
  madeAt: string;
}

export interface ListFootProps extends Provenance {
  /** The list's name at the export; null for what is had as evidence and not as a list. */
  list: string | null;
  rows: number;
  /** What else the list is made by, e.g. the seed. */
  terms?: readonly string[] | undefined;
}

/** Under every list: where it comes from, so that a print or a picture of it still says so; and the list as a file. */
export function ListFoot({ list, rows, terms = [], ...made }: ListFootProps) {
  const { query, standing, version, madeAt } = made;
  return (
    <footer className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 pt-2.5 text-xs text-muted">
      <p className="min-w-0 flex-1 basis-96">
        <span className="font-medium text-fg">
          {rows.toLocaleString("en")} {rows === 1 ? "row" : "rows"}
        </span>
        {" · "}
        {[...filterWords(made), ...terms].join(" · ")}
        {" · made "}
        <TimeStamp at={madeAt} show="audit" />
        {` · Countersign ${version} · log of ${standing.total.toLocaleString("en")} entries, `}
        {standing.sealed === null
          ? "not sealed yet"
          : `sealed ${standing.sealed.size.toLocaleString("en")}, root `}
        {standing.sealed === null ? null : (
          <span className="font-mono" title={standing.sealed.root}>
            {standing.sealed.root.slice(0, 16)}…
          </span>
        )}
      </p>
      {list === null ? null : (
        <span className="flex gap-1.5" data-screen-only="">
          <ExportLink query={query} list={list} format="csv" label="CSV" of="this list" />
          <ExportLink query={query} list={list} format="json" label="JSON" of="this list" />
        </span>
      )}
    </footer>
  );
}

function filterWords({ query, period, people }: Pick<Provenance, "query" | "period" | "people">): string[] {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody unknown";
  return [
    `${period.firstDay} to ${period.lastDay} (UTC)`,
    ...(query.action === null ? [] : [query.action === "suspend" ? "suspensions" : "reactivations"]),
    ...(query.by === null ? [] : [`asked by ${nameOf(query.by)}`]),
    ...(query.decider === null ? [] : [`decided by ${nameOf(query.decider)}`]),
    ...(query.end === null ? [] : [`end: ${endNames[query.end].toLowerCase()}`]),
  ];
}
