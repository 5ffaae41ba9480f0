import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { linkableSubject, placeSignal } from "./filing/place-signal.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/**
 * A person says whom an unlinked signal is about: it joins that person's open case or opens one. `remember`: from now on
 * its source means this person by that id at the identity provider.
 */
export async function linkSignal(
  services: Services,
  actor: Actor,
  input: { signalId: string; userId: string; remember?: boolean | undefined },
): Promise<{ caseKey: string }> {
  const person = requirePerson(actor, "work_case");
  const { stores } = services;
  const result = await retryOnConflict(async () => {
    const signal = await stores.signals.byId(input.signalId);
    if (!signal) throw new DomainError("not_found", { what: "signal" });
    if (signal.caseId !== null || signal.subjectId !== null) throw new DomainError("changed_meanwhile");
    const subject = await linkableSubject(services, input.userId);
    const filed: SignalRecord = { ...signal, joinRule: "linked", joinKey: "person" };
    const remembered = input.remember
      ? rememberProvider(services, person, { signal, userId: subject.userId })
      : [];
    const facts = { linkedBy: "person", ...(remembered.length > 0 && { remembered: "yes" }) };
    const { change, after, drafts } = await placeSignal(services, filed, { subject, facts });
    await stores.commit([
      stores.personalData.requireErasedAt(subject.userId, subject.erasedAt),
      ...stores.cases.saveAll([change]),
      stores.signals.link(signal.id, {
        caseId: after.id,
        workflowId: after.workflowId,
        subjectId: subject.userId,
        joinRule: filed.joinRule,
        joinKey: filed.joinKey,
      }),
      ...remembered,
      ...(await appendEntries(services, actor, after.key, drafts)),
    ]);
    return { caseKey: after.key };
  });
  services.hints.publish({ kind: "case", key: result.caseKey });
  return result;
}

/** Keeps whom the signal's source means by the id at the identity provider; nothing where the signal has none. */
export function rememberProvider(
  { stores, clock }: Services,
  person: PersonActor,
  { signal, userId }: { signal: SignalRecord; userId: string },
): Statement[] {
  const { source, subject } = signal;
  if (subject.providerId === null) return [];
  const link = { source, providerId: subject.providerId, userId, personId: person.personId, at: clock.now() };
  return [stores.unlinkedSubjects.keepProviderLink(link)];
}
