import type { QueueRow } from "#lib/domain/views/case-view.ts";

/** A case as the machine interface lists it. Written out, so that a new field of the screen doesn't leave by accident. */
export function toCaseItem(row: QueueRow): object {
  const { key, workflowId, title, status, severity, owner, openedAt, subject, request } = row;
  const { userId, email, name, state, readAt } = subject;
  return {
    key,
    workflowId,
    title,
    status,
    severity,
    owner,
    openedAt,
    subject: { userId, email, name, state, readAt },
    request,
  };
}
