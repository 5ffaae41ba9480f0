import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { LegalHoldRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireReason, requireUnconcerned } from "./concerned.ts";
import { requireSecondPerson, stillCounts } from "#lib/use-cases/second-person.ts";

/**
 * Holds everything about a person, or one case of theirs: neither an erasure nor the retention touches it. One person
 * is enough to set it. Throws `hold_exists`, `not_found`.
 */
export async function setLegalHold(
  services: Services,
  actor: Actor,
  input: { userId: string; caseKey: string | null; reason: string },
): Promise<{ id: string }> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = requireReason(input.reason);
  return changing(services, { caseKey: input.caseKey }, async () => {
    const { stores } = services;
    const team = await loadTeam(services);
    requireTrusted(person, team);
    const subject = await stores.subjects.byId(input.userId);
    if (!subject) throw new DomainError("not_found", { what: "person with this id in 1Password" });
    const found = input.caseKey === null ? null : await stores.cases.byKey(input.caseKey);
    if (input.caseKey !== null && found?.subjectId !== input.userId) {
      throw new DomainError("not_found", { what: `case ${input.caseKey} of this person` });
    }
    const standing = await stores.personalData.standingHolds(input.userId);
    if (standing.some(({ caseKey }) => caseKey === input.caseKey)) throw new DomainError("hold_exists");
    const hold: LegalHoldRecord = {
      id: services.ids.next(),
      subjectId: input.userId,
      caseKey: input.caseKey,
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
    await stores.commit([
      // An erasure and the retention take the same row first: they see this hold, or it comes after them.
      stores.personalData.lockSubject(input.userId),
      stores.personalData.insertHold(hold),
      ...(await appendEntries(services, actor, input.caseKey ?? installationChain, [
        holdEntry(services, hold, { what: "set", reason, workflowId: found?.workflowId ?? null }),
      ])),
    ]);
    return { id: hold.id };
  });
}

/** The first person asks to end a hold, a second one confirms; neither is the person it is about. */
export async function endLegalHold(
  services: Services,
  actor: Actor,
  input: { id: string; reason: string },
): Promise<{ ended: boolean }> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = requireReason(input.reason);
  const about = await requireStanding(services, input.id);
  return changing(services, about, async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(person, team);
    const hold = await requireStanding(services, input.id);
    await requireUnconcerned(services, person, {
      whose: { kind: "subject", subjectRef: hold.subjectId },
      team,
    });
    // What a suspect asked for counts no more: whoever comes next asks anew.
    const asked = stillCounts(hold.endAskedByPersonId, team) ? hold.endAskedByPersonId : null;
    if (asked !== null) requireSecondPerson(person, asked, team);
    const after: LegalHoldRecord =
      asked === null
        ? { ...hold, endAskedByPersonId: person.personId, endAskedAt: clock.now(), endReason: reason }
        : { ...hold, endedByPersonId: person.personId, endedAt: clock.now() };
    await stores.commit([
      stores.personalData.updateHold(hold, after),
      ...(await appendEntries(services, actor, hold.caseKey ?? installationChain, [
        holdEntry(services, hold, {
          what: asked === null ? "asked to end" : "ended",
          reason,
          workflowId: await workflowOf(services, hold),
        }),
      ])),
    ]);
    return { ended: asked !== null };
  });
}

/** Leaves the hold as it is: whoever asked to end it takes that back, or somebody else refuses. */
export async function keepLegalHold(
  services: Services,
  actor: Actor,
  input: { id: string; reason: string },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = requireReason(input.reason);
  const about = await requireStanding(services, input.id);
  await changing(services, about, async () => {
    requireTrusted(person, await loadTeam(services));
    const hold = await requireStanding(services, input.id);
    if (hold.endAskedByPersonId === null) throw new DomainError("changed_meanwhile");
    await services.stores.commit([
      services.stores.personalData.updateHold(hold, {
        ...hold,
        endAskedByPersonId: null,
        endAskedAt: null,
        endReason: null,
      }),
      ...(await appendEntries(services, actor, hold.caseKey ?? installationChain, [
        holdEntry(services, hold, { what: "kept", reason, workflowId: await workflowOf(services, hold) }),
      ])),
    ]);
  });
}

async function changing<T>(
  services: Services,
  { caseKey }: Pick<LegalHoldRecord, "caseKey">,
  decide: () => Promise<T>,
): Promise<T> {
  const result = await retryOnConflict(decide);
  services.hints.publish({ kind: "settings" });
  if (caseKey !== null) services.hints.publish({ kind: "case", key: caseKey });
  return result;
}

async function requireStanding(services: Services, id: string): Promise<LegalHoldRecord> {
  const hold = await services.stores.personalData.hold(id);
  if (!hold || hold.endedAt !== null) throw new DomainError("not_found", { what: "standing legal hold" });
  return hold;
}

async function workflowOf(services: Services, { caseKey }: LegalHoldRecord): Promise<string | null> {
  return caseKey === null ? null : ((await services.stores.cases.byKey(caseKey))?.workflowId ?? null);
}

function holdEntry(
  services: Services,
  hold: LegalHoldRecord,
  { what, reason, workflowId }: { what: string; reason: string; workflowId: string | null },
): EntryDraft {
  const account = services.directory.host.accountId;
  return {
    type: "setting.changed",
    workflowId,
    subject: { account, userId: hold.subjectId },
    facts: {
      name: "legal_hold",
      what,
      hold: hold.id,
      over: hold.caseKey ?? "everything about the person",
    },
    private: [{ field: "reason", holder: subjectHolder(account, hold.subjectId), text: reason }],
  };
}
