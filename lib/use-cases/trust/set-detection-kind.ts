import type { Actor } from "#lib/domain/actor.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { look } from "./dry-run.ts";
import { nameRule } from "./name-rule.ts";

/**
 * Says of what kind a rule's signals are, from the next one on; null leaves it to the reader again. Throws
 * `role_missing`, `not_found`.
 */
export async function setDetectionKind(
  services: Services,
  actor: Actor,
  input: { source: string; ruleId: string; kind: SignalKind | null },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const { source, ruleId, kind } = input;
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const before = (await stores.trust.kindsOf(source)).find((one) => one.ruleId === ruleId)?.kind ?? null;
    if (before === kind) return;
    if (before === null) await look(services, { source, ruleId });
    const set =
      kind === null ? null : { source, ruleId, kind, setByPersonId: person.personId, setAt: clock.now() };
    await stores.commit([
      ...stores.trust.setKind({ source, ruleId, kind: set }),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          before: before ?? "by the reader",
          after: kind ?? "by the reader",
          facts: { name: `source ${source}`, what: "kind", rule: nameRule(ruleId) },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}
