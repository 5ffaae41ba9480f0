import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { emailKey } from "#lib/domain/person.ts";
import type { Team } from "#lib/domain/team.ts";
import type { ProtectedRecord } from "#lib/ports/profile-store.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireSecondPerson, stillCounts } from "#lib/use-cases/second-person.ts";

interface Change {
  userId: string;
  reason: string;
}

/** Marks somebody as protected: policies may ask for more approvers. An administrator is enough to set the mark. */
export async function protectPerson(services: Services, actor: Actor, input: Change): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  await changing(services, input, async ({ subject, team, mark, reason }) => {
    requireTrusted(person, team);
    if (mark !== null)
      throw new DomainError("invalid_input", { problem: "The person is protected already." });
    const record: ProtectedRecord = {
      id: services.ids.next(),
      subjectId: subject.userId,
      reason,
      setByPersonId: person.personId,
      setAt: services.clock.now(),
      endAskedByPersonId: null,
      endAskedAt: null,
      endReason: null,
      endedByPersonId: null,
      endedAt: null,
      version: 1,
    };
    await services.stores.commit([
      services.stores.personalData.requireErasedAt(subject.userId, null),
      services.stores.profiles.insertProtected(record),
      ...(await appendEntries(services, actor, installationChain, [entryOf(subject, "set", reason)])),
    ]);
  });
}

/** The first person asks to take the mark off, a second one confirms; neither is the person it is about. */
export async function unprotectPerson(
  services: Services,
  actor: Actor,
  input: Change,
): Promise<{ ended: boolean }> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  return changing(services, input, async ({ subject, team, mark, reason }) => {
    requireTrusted(person, team);
    if (mark === null) throw new DomainError("not_found", { what: "protection of this person" });
    const me = team.personOf(person.personId);
    if (team.withEmail(emailKey(subject.email)).includes(me)) throw new DomainError("second_person_needed");
    // What a suspect asked for counts no more: whoever comes next asks anew.
    const asked = stillCounts(mark.endAskedByPersonId, team) ? mark.endAskedByPersonId : null;
    if (asked !== null) requireSecondPerson(person, asked, team);
    const now = services.clock.now();
    const after: ProtectedRecord =
      asked === null
        ? { ...mark, endAskedByPersonId: person.personId, endAskedAt: now, endReason: reason }
        : { ...mark, endedByPersonId: person.personId, endedAt: now };
    await services.stores.commit([
      services.stores.profiles.updateProtected(mark, after),
      ...(await appendEntries(services, actor, installationChain, [
        entryOf(subject, asked === null ? "asked" : "ended", reason),
      ])),
    ]);
    return { ended: asked !== null };
  });
}

/** Leaves the mark on: whoever asked takes that back, or somebody else refuses. */
export async function keepProtected(services: Services, actor: Actor, input: Change): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  await changing(services, input, async ({ subject, team, mark, reason }) => {
    requireTrusted(person, team);
    if (mark === null || mark.endAskedByPersonId === null) throw new DomainError("changed_meanwhile");
    const after = { ...mark, endAskedByPersonId: null, endAskedAt: null, endReason: null };
    await services.stores.commit([
      services.stores.profiles.updateProtected(mark, after),
      ...(await appendEntries(services, actor, installationChain, [entryOf(subject, "kept", reason)])),
    ]);
  });
}

async function changing<T>(
  services: Services,
  input: Change,
  change: (found: {
    subject: SubjectRecord;
    team: Team;
    mark: ProtectedRecord | null;
    reason: string;
  }) => Promise<T>,
): Promise<T> {
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const answer = await retryOnConflict(async () => {
    const subject = await services.stores.subjects.byId(input.userId);
    if (!subject || subject.erasedAt !== null) {
      throw new DomainError("not_found", { what: "person with this id in 1Password" });
    }
    const mark = await services.stores.profiles.protectedMark(subject.userId);
    return change({ subject, team: await loadTeam(services), mark, reason });
  });
  services.hints.publish({ kind: "directory" });
  return answer;
}

function entryOf(subject: SubjectRecord, what: string, reason: string): EntryDraft {
  const { accountId, userId } = subject;
  return {
    type: "setting.changed",
    subject: { account: accountId, userId },
    facts: { name: "protected", what },
    private: [{ field: "reason", holder: subjectHolder(accountId, userId), text: reason }],
  };
}
