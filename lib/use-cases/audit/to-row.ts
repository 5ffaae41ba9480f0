import type { ExceptionKind } from "#lib/domain/audit.ts";
import type { AuditRequestRow } from "#lib/domain/views/audit-view.ts";
import type { AuditRequest } from "#lib/ports/audit-store.ts";
import type { AuditScope } from "./scope.ts";

export function toRequestRow(
  { nameOf }: Pick<AuditScope, "nameOf">,
  request: AuditRequest,
  exceptions: readonly ExceptionKind[] = [],
): AuditRequestRow {
  const first = request.votes[0];
  return {
    key: request.key,
    caseKey: request.caseKey,
    action: request.action,
    status: request.status,
    subjectName: request.subjectName,
    subjectEmail: request.subjectEmail,
    subjectId: request.subjectId,
    requester: nameOf(request.requesterPersonId),
    deciders: [...new Set(request.votes.map(({ personId }) => nameOf(personId) ?? ""))],
    policy: `${request.policy.id} v${request.policy.version}, ${request.policy.rule}`,
    createdAt: request.createdAt.toISOString(),
    endedAt: request.endedAt?.toISOString() ?? null,
    decisionMs: first === undefined ? null : first.at.getTime() - request.createdAt.getTime(),
    simulated: request.simulated,
    exceptions: [...exceptions],
  };
}
