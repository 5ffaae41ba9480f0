import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { IdentityClass } from "#lib/domain/identity-class.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { emailKey } from "#lib/domain/person.ts";

/**
 * Sets somebody's class by hand, or takes it back (null): then file and rules count again. It goes before both of
 * them. Nobody sets their own. Throws `not_found`, `reason_missing`, `second_person_needed`.
 */
export async function setIdentityClass(
  services: Services,
  actor: Actor,
  input: { userId: string; identityClass: IdentityClass | null; reason: string },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(person, team);
    const subject = await stores.subjects.byId(input.userId);
    if (!subject || subject.erasedAt !== null) {
      throw new DomainError("not_found", { what: "person with this id in 1Password" });
    }
    if (team.withEmail(emailKey(subject.email)).includes(team.personOf(person.personId))) {
      throw new DomainError("second_person_needed");
    }
    const before = (await stores.profiles.classByHand(subject.userId))?.identityClass ?? null;
    if (before === input.identityClass) {
      throw new DomainError("invalid_input", {
        problem: before === null ? "No class is set by hand." : "This class is set by hand already.",
      });
    }
    await stores.commit([
      stores.personalData.requireErasedAt(subject.userId, null),
      ...stores.profiles.insertClassChanges([
        {
          id: services.ids.next(),
          subjectId: subject.userId,
          emailKey: null,
          by: "person",
          identityClass: input.identityClass,
          reason,
          byPersonId: person.personId,
          source: null,
          at: clock.now(),
        },
      ]),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          subject: { account: subject.accountId, userId: subject.userId },
          before,
          after: input.identityClass,
          facts: { name: "identity_class", what: input.identityClass === null ? "taken_back" : "set" },
          private: [
            { field: "reason", holder: subjectHolder(subject.accountId, subject.userId), text: reason },
          ],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "directory" });
}
