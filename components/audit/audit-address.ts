import { listAddress } from "#components/list-address.ts";
import { writeTrail } from "#components/page-trail.ts";
import type { AuditQuery } from "#lib/domain/audit.ts";

type Plain = Readonly<Record<string, string | null>>;

/** What the address of the audit page says; what is as if it weren't said stays out. */
export function auditParameters(query: AuditQuery): Plain {
  const own = query.period === "own";
  return {
    step: query.step === "population" ? null : query.step,
    period: query.period === "30d" ? null : query.period,
    from: own ? query.from : null,
    to: own ? query.to : null,
    action: query.action,
    by: query.by,
    decider: query.decider,
    end: query.end,
    kind: query.step === "exceptions" ? query.kind : null,
    order: query.order === "random" ? null : query.order,
    seed: query.seed,
    n: query.n === 25 ? null : String(query.n),
    request: query.step === "record" ? query.request : null,
    report: query.step === "access" && query.report !== "decisions" ? query.report : null,
    type: query.step === "entries" ? query.type : null,
    code: query.step === "entries" ? query.code : null,
    q: query.step === "entries" ? query.q : null,
  };
}

/** The address of the page with some of it changed. A list begins at its beginning unless a way through it is given. */
export function auditAddress(
  query: AuditQuery,
  changes: Partial<AuditQuery> = {},
  trail: readonly string[] = [],
): string {
  return listAddress("/audit", {
    ...auditParameters({ ...query, ...changes }),
    at: trail.length === 0 ? null : writeTrail(trail),
  });
}

/** Where the whole list is to be had as a file. */
export function exportAddress(query: AuditQuery, list: string, format: "csv" | "json"): string {
  // What a list doesn't depend on may be in the address all the same.
  return listAddress("/api/console/audit/export", {
    ...auditParameters(query),
    step: null,
    kind: query.kind,
    type: query.type,
    code: query.code,
    list,
    format,
  });
}
