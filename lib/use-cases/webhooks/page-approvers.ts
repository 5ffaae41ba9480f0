import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { eligibleApprovers } from "#lib/domain/two-person-rule.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { aboutRequest } from "#lib/use-cases/move-request.ts";
import { noticesFor } from "#lib/use-cases/notices.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { parseEntry } from "#lib/use-cases/tell-entry.ts";

/** Between two pages about one request. Who is paged for nothing soon looks at no page. */
export const pageAgainMs = 10 * 60_000;

/**
 * Tells everybody who can decide on this request that it waits, here and through every target that wants pages. Who
 * was paged, when and through what stays with the request. Throws `request_not_pending`, `paging_not_set_up`,
 * `nobody_to_page`, `paged_lately`.
 */
export async function pageApprovers(
  services: Services,
  actor: Actor,
  input: { requestKey: string },
): Promise<{ people: string[]; places: string[] }> {
  const person = requirePerson(actor, "request_action");
  const { stores, clock } = services;
  const paged = await retryOnConflict(async () => {
    const request = await stores.requests.byKey(input.requestKey);
    if (!request) throw new DomainError("not_found", { what: `request ${input.requestKey}` });
    if (request.status !== "pending") {
      throw new DomainError("request_not_pending", { status: request.status });
    }
    const wanted = await stores.webhooks.interestedIn("request.paged");
    if (wanted.length === 0) throw new DomainError("paging_not_set_up");
    const last = await lastPagedAt(services, request.key);
    const now = clock.now();
    if (last !== null && now.getTime() - last.getTime() < pageAgainMs) {
      const again = new Date(last.getTime() + pageAgainMs);
      throw new DomainError("paged_lately", { at: last.toISOString(), again: again.toISOString() });
    }
    const people = await eligible(services, request);
    if (people.length === 0) throw new DomainError("nobody_to_page");
    const targets = (await stores.webhooks.targets()).filter(({ id }) => wanted.includes(id));
    const places = targets.map(({ name }) => name);
    const names = people.map(({ name }) => name);
    const holder = subjectHolder(request.accountId, request.subjectId);
    const text = `Paged ${names.join(", ")} through ${places.join(", ")}.`;
    await stores.commit([
      ...noticesFor(services, {
        to: people.map(({ id }) => id).filter((id) => id !== person.personId),
        kind: "request_waiting",
        request,
        text: `${person.name} pages you: ${request.key} (${request.action} ${request.snapshot.name}) waits for a decision`,
      }),
      ...(await appendEntries(services, person, request.caseKey, [
        {
          ...aboutRequest(request),
          type: "request.commented",
          facts: { what: "paged", people: people.map(({ id }) => id).join(" "), places: places.join(" ") },
          private: [{ field: "note", holder, text }],
        },
      ])),
    ]);
    return { request, people: names, places };
  });
  services.hints.publish({ kind: "request", key: paged.request.key });
  services.hints.publish({ kind: "case", key: paged.request.caseKey });
  return { people: paged.people, places: paged.places };
}

/** When the approvers of this request were last paged; null where they never were. */
export async function lastPagedAt(
  { stores }: Pick<Services, "stores">,
  requestKey: string,
): Promise<Date | null> {
  const records = await stores.log.ofRequest(requestKey, "request.commented");
  const pages = records.filter((record) => parseEntry(record).facts["what"] === "paged");
  return pages.at(-1)?.at ?? null;
}

async function eligible(services: Services, request: RequestRecord): Promise<{ id: string; name: string }[]> {
  const team = await loadTeam(services);
  const voters = new Set((await services.stores.requests.votes(request.id)).map(({ personId }) => personId));
  return eligibleApprovers(team, {
    requesterPersonId: request.requesterPersonId ?? "",
    subjectEmail: request.snapshot.email,
  }).filter(({ id }) => !voters.has(id));
}
