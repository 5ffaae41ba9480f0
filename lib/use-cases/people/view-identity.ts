import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { identityClassAdvice } from "#lib/domain/identity-words.ts";
import { emailKey } from "#lib/domain/person.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type { IdentityNote, IdentityView, ProfileView } from "#lib/domain/views/people-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { ProfileRecord, ProtectedRecord } from "#lib/ports/profile-store.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { refusedRight, rightTo } from "#lib/use-cases/rights.ts";
import { findProfile, identityClassOf } from "./identity-class-of.ts";

const historyShown = 30;

/** What whoever asks or decides has to know of this identity. */
export async function noteIdentity(
  services: Pick<Services, "stores">,
  subject: Pick<SubjectRecord, "userId" | "email">,
): Promise<IdentityNote> {
  const [{ identityClass, by, isProtected }, profile] = await Promise.all([
    identityClassOf(services, subject),
    findProfile(services, subject),
  ]);
  return {
    identityClass,
    by,
    isProtected,
    advice: identityClassAdvice[identityClass],
    profile: profile && toProfile(profile),
  };
}

/** All that is known of somebody from elsewhere, how it came about, and what this person may change. */
export async function viewIdentity(
  services: Services,
  actor: Actor,
  input: { userId: string },
): Promise<IdentityView> {
  requireReader(actor);
  const { stores } = services;
  const subject = await stores.subjects.byId(input.userId);
  if (!subject) throw new DomainError("not_found", { what: "person with this id in 1Password" });
  const [note, mark, changes, team] = await Promise.all([
    noteIdentity(services, subject),
    stores.profiles.protectedMark(subject.userId),
    stores.profiles.classChanges({
      subjectId: subject.userId,
      emailKey: emailKey(subject.email),
      limit: historyShown,
    }),
    loadTeam(services),
  ]);
  const nameOf = (id: string | null) =>
    team.persons.find((person) => person.id === team.personOf(id ?? ""))?.name ?? "somebody removed";
  const me = actor.kind === "person" ? team.personOf(actor.personId) : null;
  const trust: Right =
    actor.kind === "person" && isSuspect(actor.personId, team)
      ? refusedRight("under_investigation")
      : { allowed: true };
  const change = rightTo(actor, "confirm_sensitive_change");
  const mayChange = change.allowed ? trust : change;
  const isSelf = me !== null && team.withEmail(emailKey(subject.email)).includes(me);
  const byOther = mayChange.allowed && isSelf ? refusedRight("second_person_needed") : mayChange;
  const admin = rightTo(actor, "change_settings");
  const asker = mark?.endAskedByPersonId ?? null;
  const askedByMe = asker !== null && team.personOf(asker) === me;
  return {
    ...note,
    userId: subject.userId,
    protection: mark && toProtection(mark, nameOf),
    history: changes.map((made) => ({
      id: made.id,
      at: made.at.toISOString(),
      identityClass: made.identityClass,
      by: made.by === "file" ? `people file ${made.source ?? ""}` : nameOf(made.byPersonId),
      reason: made.reason,
    })),
    rights: {
      setClass: byOther,
      protect: admin.allowed ? trust : admin,
      unprotect: byOther.allowed && askedByMe ? refusedRight("second_person_needed") : byOther,
      keep: mayChange,
    },
  };
}

/** A row of the people file as it is shown: always with where it came from, and when. */
export function toProfile(profile: ProfileRecord): Omit<ProfileView, "userId"> {
  return { ...profile, importedAt: profile.importedAt.toISOString() };
}

function toProtection(
  mark: ProtectedRecord,
  nameOf: (id: string | null) => string,
): IdentityView["protection"] {
  const { endAskedByPersonId, endAskedAt, endReason } = mark;
  return {
    by: nameOf(mark.setByPersonId),
    since: mark.setAt.toISOString(),
    reason: mark.reason,
    endAsked:
      endAskedByPersonId === null || endAskedAt === null
        ? null
        : { by: nameOf(endAskedByPersonId), reason: endReason ?? "", at: endAskedAt.toISOString() },
  };
}
