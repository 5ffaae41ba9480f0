import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { ErasureRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireWaiting } from "./ask-erasure.ts";
import { carryOutErasure } from "./carry-out-erasure.ts";
import { isConcerned } from "./concerned.ts";
import { sweepTraces } from "./sweep-traces.ts";
import { requireSecondPerson } from "#lib/use-cases/second-person.ts";

/**
 * The second person confirms, and it is done: the keys are destroyed, every readable row is blank, and the receipt is
 * in the log, all in one commit. Afterwards the files of the database are swept; `swept` is false where somebody's
 * reading stood in the way, and then it is tried again until it is.
 */
export async function confirmErasure(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<{ swept: boolean }> {
  const confirmer = requirePerson(actor, "confirm_sensitive_change");
  await retryOnConflict(async () => {
    const team = await loadTeam(services);
    requireTrusted(confirmer, team);
    const record = await requireWaiting(services, input.id);
    const own = team.personOf(record.askedByPersonId ?? "") === team.personOf(confirmer.personId);
    if (own || (await isConcerned(services, confirmer, { whose: record, team }))) {
      await logRefusal(services, confirmer, record);
      throw new DomainError("second_person_needed");
    }
    requireSecondPerson(confirmer, record.askedByPersonId, team);
    await carryOutErasure(services, actor, { record, keepsDirectory: false });
  });
  services.hints.publish({ kind: "directory" });
  services.hints.publish({ kind: "settings" });
  return { swept: await sweepTraces(services) };
}

async function logRefusal(services: Services, actor: PersonActor, record: ErasureRecord): Promise<void> {
  const { id, kind } = record;
  await services.stores.commit(
    await appendEntries(services, actor, installationChain, [
      {
        type: "decision.refused",
        subject: kind === "subject" ? { account: record.accountId, userId: record.subjectRef } : null,
        outcome: { result: "refused", code: "second_person_needed" },
        facts: { name: "erasure", decision: "confirm", erasure: id, kind },
      },
    ]),
  );
}
