import type { Entry } from "#lib/domain/entry.ts";
import type { ReportModel } from "#lib/evidence/report-model.ts";

/** What a case is, folded from its entries. `owner` is the id of a person. */
export function caseFacts(key: string, entries: readonly Entry[]): NonNullable<ReportModel["caseFacts"]> {
  const facts: NonNullable<ReportModel["caseFacts"]> = {
    key,
    userId: null,
    severity: null,
    status: null,
    owner: null,
  };
  for (const { type, after, subject, facts: said } of entries) {
    facts.userId ??= subject?.userId ?? null;
    const now = typeof after === "string" ? after : null;
    if (type === "case.opened") {
      facts.severity = said["severity"] ?? null;
      facts.status = now;
    }
    if (type === "case.closed") facts.status = "closed";
    if (type !== "case.changed") continue;
    if (said["what"] === "severity") facts.severity = now;
    if (said["what"] === "status") facts.status = now;
    if (said["what"] === "owner") facts.owner = now;
  }
  return facts;
}
