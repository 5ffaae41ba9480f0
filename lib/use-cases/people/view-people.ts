import type { Actor } from "#lib/domain/actor.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { PeoplePageView } from "#lib/domain/views/people-view.ts";
import { emailKey } from "#lib/domain/person.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { readIdentityRules } from "./identity-class-of.ts";
import { toProfile } from "./view-identity.ts";

const protectedShown = 200;

/** A page of the people file, by e-mail, with the rules of identity classes and who is protected. */
export async function viewPeople(
  services: Services,
  actor: Actor,
  input: { cursor: string | null; limit: number },
): Promise<PeoplePageView> {
  requireReader(actor);
  const { profiles, subjects } = services.stores;
  const [found, total, rules, marks] = await Promise.all([
    profiles.page({ afterEmailKey: input.cursor, limit: input.limit + 1 }),
    profiles.count(),
    readIdentityRules(services),
    profiles.protectedMarks(protectedShown),
  ]);
  const shown = found.slice(0, input.limit);
  const last = shown.at(-1);
  const items = await Promise.all(
    shown.map(async (profile) => {
      const [subject, other] = await subjects.byEmail(profile.email);
      // Two with one address are ambiguous: the row leads to neither.
      return { ...toProfile(profile), userId: subject && !other ? subject.userId : null };
    }),
  );
  const people = await Promise.all(
    marks.map(async (mark) => ({ mark, subject: await subjects.byId(mark.subjectId) })),
  );
  return {
    items,
    total,
    nextCursor: found.length > input.limit && last ? emailKey(last.email) : null,
    rules,
    protectedPeople: people.map(({ mark, subject }) => ({
      userId: mark.subjectId,
      name: subject?.name ?? "somebody unknown",
      email: subject?.email ?? "",
      since: mark.setAt.toISOString(),
    })),
    mayChange: actor.kind === "person" && rolesAllow(actor.roles, "change_settings"),
  };
}
