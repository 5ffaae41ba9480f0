import type { Actor } from "#lib/domain/actor.ts";
import { drillUserSetting } from "#lib/domain/drill.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { emailKey } from "#lib/domain/person.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/**
 * Says who is suspended and reactivated in drills. It must be somebody of the directory whom nobody misses: a member
 * of this console is refused.
 */
export async function designateDrillUser(
  services: Services,
  actor: Actor,
  input: { email: string },
): Promise<{ userId: string }> {
  requirePerson(actor, "change_settings");
  const { stores, directory } = services;
  return retryOnConflict(async () => {
    const matches = await stores.subjects.byEmail(input.email);
    const [user] = matches;
    if (!user || matches.length > 1) {
      throw new DomainError("invalid_input", {
        problem:
          matches.length > 1
            ? `Several people of the directory have ${input.email}. Choose a test user of their own.`
            : `Nobody of the directory has ${input.email}.`,
      });
    }
    const team = await loadTeam(services);
    if (team.withEmail(emailKey(user.email)).length > 0) {
      throw new DomainError("invalid_input", {
        problem: "A member of this console can't be the test user: they would be locked out while it lasts.",
      });
    }
    const before = await stores.controls.read(drillUserSetting);
    if (before === user.userId) return { userId: user.userId };
    await stores.commit([
      stores.controls.change(drillUserSetting, before, user.userId),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          subject: { account: directory.host.accountId, userId: user.userId },
          facts: { name: drillUserSetting, what: "designated" },
        },
      ])),
    ]);
    services.hints.publish({ kind: "settings" });
    return { userId: user.userId };
  });
}
