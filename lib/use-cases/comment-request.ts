import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { idempotent } from "./idempotent.ts";
import { aboutRequest } from "./move-request.ts";
import { noticesFor } from "./notices.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/** Says something about a request, or asks. It is an entry like everything else, and it stops no clock. */
export async function commentRequest(
  services: Services,
  actor: Actor,
  input: { requestKey: string; text: string; idempotencyKey: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "request_action");
  const text = input.text.trim().toWellFormed();
  if (text === "") throw new DomainError("invalid_input", { problem: "The comment is empty." });
  const { stores } = services;
  const request = await stores.requests.byKey(input.requestKey);
  if (!request) throw new DomainError("not_found", { what: `request ${input.requestKey}` });
  await retryOnConflict(async () => {
    const { known, remember } = await idempotent(services, {
      scope: `comment:${person.personId}`,
      key: input.idempotencyKey,
      body: { requestKey: request.key, text },
    });
    if (known !== null) return;
    const votes = await stores.requests.votes(request.id);
    const concerned = [request.requesterPersonId, ...votes.map((vote) => vote.personId)];
    await stores.commit([
      remember(request.key),
      ...noticesFor(services, {
        to: concerned.filter((id) => id !== null && id !== person.personId),
        kind: "comment",
        request,
        text: `${person.name} commented on ${request.key}`,
      }),
      ...(await appendEntries(services, actor, request.caseKey, [
        {
          ...aboutRequest(request),
          type: "request.commented",
          private: [{ field: "note", holder: subjectHolder(request.accountId, request.subjectId), text }],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "request", key: request.key });
  services.hints.publish({ kind: "case", key: request.caseKey });
  return { key: request.key };
}
