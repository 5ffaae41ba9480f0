import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isOpen } from "#lib/domain/request.ts";
import type { RequestSummary, SubjectView } from "#lib/domain/views/parts.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { toSubjectView } from "./subject-view.ts";

const signalsReported = 200;

/** A case as the machine interface states it. */
export interface CaseReport {
  key: string;
  workflowId: string;
  title: string;
  status: string;
  severity: string;
  owner: string | null;
  openedAt: string;
  subject: Pick<SubjectView, "userId" | "email" | "name" | "state" | "readAt">;
  signals: { id: string; source: string; title: string; severity: string; receivedAt: string }[];
  /** The open one, else null. */
  request: RequestSummary | null;
}

/** One case for a machine, by its key; unlike the page it brings no rights and no timeline. Throws `not_found`. */
export async function reportCase(
  services: Services,
  actor: Actor,
  input: { key: string },
): Promise<CaseReport> {
  requireReader(actor);
  const { stores } = services;
  const found = await stores.cases.byKey(input.key);
  const subject = found && (await stores.subjects.byId(found.subjectId));
  if (!found || !subject) throw new DomainError("not_found", { what: `case ${input.key}` });
  const [signals, requests, names] = await Promise.all([
    stores.signals.ofCase(found.id, signalsReported),
    stores.requests.ofCase(found.id),
    stores.people.names(found.ownerPersonId === null ? [] : [found.ownerPersonId]),
  ]);
  const open = requests.find((request) => isOpen(request.status));
  const { userId, email, name, state, readAt } = toSubjectView(subject);
  return {
    key: found.key,
    workflowId: found.workflowId,
    title: found.title,
    status: found.status,
    severity: found.severity,
    owner: found.ownerPersonId === null ? null : (names.get(found.ownerPersonId) ?? null),
    openedAt: found.openedAt.toISOString(),
    // Written out, so that a new field of the screen doesn't leave by accident.
    subject: { userId, email, name, state, readAt },
    signals: signals.map(({ id, source, title, severity, receivedAt }) => ({
      id,
      source,
      title,
      severity,
      receivedAt: receivedAt.toISOString(),
    })),
    request: open ? { key: open.key, action: open.action, status: open.status } : null,
  };
}
