import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, personHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/** Takes a draft out of the way for good, with a reason. What is in force stays as it is. */
export async function discardDraft(
  services: Services,
  actor: Actor,
  input: { policyId: string; version: number; reason: string },
): Promise<void> {
  const person = requirePerson(actor, "publish_policy");
  const reason = input.reason.trim();
  if (reason === "") throw new DomainError("invalid_input", { problem: "Say why the draft isn't wanted." });
  await retryOnConflict(async () => {
    const { stores } = services;
    requireTrusted(person, await loadTeam(services));
    const draft = await stores.governance.policyVersion(input.policyId, input.version);
    if (!draft) throw new DomainError("not_found", { what: "draft of a policy" });
    if (draft.status !== "draft") throw new DomainError("changed_meanwhile");
    await stores.commit([
      stores.governance.movePolicy(draft, { ...draft, status: "discarded" }),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          facts: { name: `policy ${input.policyId} v${input.version}`, what: "discarded" },
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}
