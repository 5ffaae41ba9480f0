import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { IdentityRules, identityRulesName, tellRule } from "#lib/domain/identity-rules.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { readIdentityRules } from "./identity-class-of.ts";

/** Sets the rules, in their order. Throws `invalid_input` where a rule names nothing. */
export async function changeIdentityRules(
  services: Services,
  actor: Actor,
  input: { rules: IdentityRules },
): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const parsed = IdentityRules.safeParse(input.rules);
  if (!parsed.success || parsed.data.some((rule) => rule.email === null && rule.department === null)) {
    throw new DomainError("invalid_input", {
      problem: "Every rule names an e-mail pattern or a department, and there are at most 100.",
    });
  }
  await retryOnConflict(async () => {
    const { stores } = services;
    requireTrusted(person, await loadTeam(services));
    const stored = await stores.controls.read(identityRulesName);
    const before = await readIdentityRules(services);
    await stores.commit([
      stores.controls.change(identityRulesName, stored, JSON.stringify(parsed.data)),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          before: told(before),
          after: told(parsed.data),
          facts: { name: "identity_rules" },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

function told(rules: IdentityRules): string {
  return rules.length === 0 ? "none" : rules.map(tellRule).join("; ");
}
