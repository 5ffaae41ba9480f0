import type { Actor } from "#lib/domain/actor.ts";
import type { UserState } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { DirectoryPage, UserView } from "#lib/domain/views/other-views.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { toSubjectView } from "./subject-view.ts";
import { toRequestListItem } from "./view-request.ts";

/** A page of the directory copy, by name. */
export async function viewDirectory(
  services: Services,
  actor: Actor,
  input: { q: string; state: UserState | null; limit: number; cursor: string | null },
): Promise<DirectoryPage> {
  requireReader(actor);
  const { subjects } = services.stores;
  const [page, counts, listedAt] = await Promise.all([
    subjects.search(input),
    subjects.counts(),
    subjects.lastListedAt(),
  ]);
  return {
    items: page.items.map(toSubjectView),
    nextCursor: page.nextCursor,
    ...counts,
    listedAt: listedAt?.toISOString() ?? null,
  };
}

/** One person of the 1Password account with their cases and requests. */
export async function viewUser(services: Services, actor: Actor, input: { userId: string }): Promise<UserView> {
  requireReader(actor);
  const { stores } = services;
  const subject = await stores.subjects.byId(input.userId);
  if (!subject) throw new DomainError("not_found", { what: "person with this id in 1Password" });
  const [cases, requests] = await Promise.all([
    stores.cases.ofSubject(subject.userId, 50),
    stores.requests.ofSubject(subject.userId, 50),
  ]);
  const names = await stores.people.names(requests.map((request) => request.requesterPersonId ?? ""));
  const byId = new Map(cases.map((found) => [found.id, found]));
  return {
    subject: toSubjectView(subject),
    cases: cases.map(({ key, title, severity, status, openedAt }) => ({
      key,
      title,
      severity,
      status,
      openedAt: openedAt.toISOString(),
    })),
    requests: await Promise.all(
      requests.map(async (request) =>
        toRequestListItem(
          services,
          actor,
          {
            ...request,
            requesterName: names.get(request.requesterPersonId ?? "") ?? null,
            subjectName: request.snapshot.name,
            subjectEmail: request.snapshot.email,
            caseTitle: byId.get(request.caseId)?.title ?? "",
            caseSeverity: byId.get(request.caseId)?.severity ?? "medium",
          },
          await stores.requests.votes(request.id),
        ),
      ),
    ),
  };
}
