import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { auditLimits, type RequestException } from "#lib/domain/audit.ts";
import type { AuditFilter } from "#lib/ports/audit-store.ts";
import type { Client } from "#db/client.ts";

/** A moment so many milliseconds after another one of the database. */
export function later({ kind }: Client, moment: unknown, ms: number): SQL {
  return kind === "sqlite"
    ? sql`(${moment} + ${ms})`
    : sql`(${moment} + ${ms}::double precision * interval '1 millisecond')`;
}

/** The text at a path of stored JSON bytes; null where there is none. */
export function jsonText({ kind }: Client, bytes: unknown, path: readonly string[]): SQL<string | null> {
  return kind === "sqlite"
    ? sql`json_extract(cast(${bytes} as text), ${`$.${path.join(".")}`})`
    : sql`(convert_from(${bytes}, 'UTF8')::json #>> ${`{${path.join(",")}}`})`;
}

/** Numbers of aggregates: PostgreSQL gives them as text. */
export const toNumber = (value: unknown): number => Number(value ?? 0);

/** Requests made in the period that fit. */
export function fits(client: Client, filter: AuditFilter): SQL | undefined {
  const { request, vote } = client.schema;
  return and(
    gte(request.createdAt, filter.from),
    lt(request.createdAt, filter.to),
    filter.action === null ? undefined : eq(request.action, filter.action),
    filter.statuses.length === 0 ? undefined : inArray(request.status, [...filter.statuses]),
    filter.requesters.length === 0 ? undefined : inArray(request.requesterPersonId, [...filter.requesters]),
    filter.deciders.length === 0
      ? undefined
      : sql`exists (select 1 from ${vote} where ${vote.requestId} = ${request.id} and ${inArray(vote.personId, [...filter.deciders])})`,
    filter.exception === null ? undefined : isException(client, filter.exception, filter),
  );
}

const approvedStatuses = [
  "approved",
  "executing",
  "unknown",
  "needs_attention",
  "succeeded",
  "refused",
  "failed",
  "superseded",
];

function isException(client: Client, kind: RequestException, { from }: AuditFilter): SQL | undefined {
  const { request, vote, entry, cases } = client.schema;
  switch (kind) {
    case "fast_decision":
      return sql`exists (select 1 from ${vote} where ${vote.requestId} = ${request.id} and ${vote.at} < ${later(client, request.createdAt, auditLimits.decisionMs)})`;
    case "unverified_reactivation":
      return and(
        eq(request.action, "reactivate"),
        inArray(request.status, approvedStatuses),
        sql`coalesce(${jsonText(client, request.payload, ["checklist", "personVerified"])}, 'no') <> 'yes'`,
      );
    case "credentials_unchecked":
      return and(
        eq(request.action, "reactivate"),
        inArray(request.status, approvedStatuses),
        sql`coalesce(${jsonText(client, request.payload, ["checklist", "credentials"])}, 'not_checked') = 'not_checked'`,
      );
    case "uncertain":
      // Entries about a request are never older than the request, so those of the period are enough.
      return sql`${request.key} in (select ${entry.requestKey} from ${entry} where ${entry.type} in ('outcome.unknown', 'outcome.needs_attention') and ${gte(entry.at, from)})`;
    case "expired":
      return eq(request.status, "expired");
    case "time_limit_missed":
      return sql`((${request.status} in ('expired', 'failed') and ${request.executeBy} is not null and ${request.endedAt} >= ${request.executeBy})
        or (${request.action} = 'suspend' and ${request.status} = 'succeeded'
          and exists (select 1 from ${cases} where ${cases.id} = ${request.caseId} and ${request.endedAt} > ${later(client, cases.openedAt, auditLimits.containmentMs)})
          and not exists (select 1 from ${request} as earlier where earlier.case_id = ${request.caseId} and earlier.action = 'suspend' and earlier.status = 'succeeded' and earlier.ended_at < ${request.endedAt})))`;
  }
}
