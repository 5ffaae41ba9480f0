import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { erasureWaitsMs, type ErasureGround } from "#lib/domain/personal-data.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { Team } from "#lib/domain/team.ts";
import type { ErasureRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import {
  appendEntries,
  installationChain,
  personHolder,
  subjectHolder,
} from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireReason, requireUnconcerned, type Whose } from "./concerned.ts";
import { erasureObstacle } from "./obstacles.ts";

/**
 * Asks to erase what is known of a person of the 1Password account, or of a member of the team who has left. Nothing
 * is erased until somebody else, not concerned either, confirms it. Throws `legal_hold`, `work_open`, `still_member`,
 * `already_erased`, `erasure_asked`.
 */
export async function askErasure(
  services: Services,
  actor: Actor,
  input: Whose & { ground: ErasureGround; reason: string },
): Promise<{ id: string }> {
  const asker = requirePerson(actor, "confirm_sensitive_change");
  const reason = requireReason(input.reason);
  const result = await retryOnConflict(async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(asker, team);
    // A person is erased with all their accounts, so it is asked for by the one that stands for them.
    const whose: Whose = {
      kind: input.kind,
      subjectRef: input.kind === "person" ? team.personOf(input.subjectRef) : input.subjectRef,
    };
    await requireUnconcerned(services, asker, { whose, team });
    const earlier = await stores.personalData.erasuresOf(whose.kind, whose.subjectRef);
    const waiting = earlier.find(({ status }) => status === "asked");
    if (waiting && waiting.expiresAt > clock.now()) throw new DomainError("erasure_asked");
    const obstacle = await erasureObstacle(services, whose);
    if (obstacle) throw obstacle;
    const now = clock.now();
    const record: ErasureRecord = {
      ...whose,
      id: services.ids.next(),
      accountId: services.directory.host.accountId,
      status: "asked",
      ground: input.ground,
      reason,
      askedByPersonId: asker.personId,
      askedAt: now,
      expiresAt: new Date(now.getTime() + erasureWaitsMs),
      decidedByPersonId: null,
      decidedAt: null,
      receipt: null,
      version: 1,
    };
    await stores.commit([
      ...(waiting ? [stores.personalData.updateErasure(waiting, { ...waiting, status: "expired" })] : []),
      stores.personalData.insertErasure(record),
      ...(await tellOthers(services, record, team)),
      ...(await appendEntries(services, actor, installationChain, [
        erasureEntry(record, "asked", { reason }),
      ])),
    ]);
    return { id: record.id };
  });
  services.hints.publish({ kind: "settings" });
  return result;
}

/** Ends an erasure that waits: whoever asked takes it back, anybody else of the right roles refuses it. */
export async function declineErasure(
  services: Services,
  actor: Actor,
  input: { id: string; reason: string },
): Promise<{ status: "withdrawn" | "refused" }> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = requireReason(input.reason);
  const result = await retryOnConflict(async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(person, team);
    const record = await requireWaiting(services, input.id);
    await requireUnconcerned(services, person, { whose: record, team });
    const own = team.personOf(record.askedByPersonId ?? "") === team.personOf(person.personId);
    const status = own ? ("withdrawn" as const) : ("refused" as const);
    await stores.commit([
      stores.personalData.updateErasure(record, {
        ...record,
        status,
        decidedByPersonId: person.personId,
        decidedAt: clock.now(),
      }),
      ...(await appendEntries(services, actor, installationChain, [
        erasureEntry(record, status, { reason }),
      ])),
    ]);
    return { status };
  });
  services.hints.publish({ kind: "settings" });
  return result;
}

/** Ends the erasures that nobody confirmed in time. */
export async function expireErasures(services: Services): Promise<void> {
  const { stores, clock } = services;
  const late = (await stores.personalData.erasures(0)).filter(({ expiresAt }) => expiresAt <= clock.now());
  for (const record of late) {
    await retryOnConflict(async () => {
      const now = await stores.personalData.erasure(record.id);
      if (now?.status !== "asked") return;
      await stores.commit([
        stores.personalData.updateErasure(now, { ...now, status: "expired", decidedAt: clock.now() }),
        ...(await appendEntries(services, makeSystemActor("clock"), installationChain, [
          erasureEntry(now, "expired"),
        ])),
      ]);
    });
  }
  if (late.length > 0) services.hints.publish({ kind: "settings" });
}

/** The erasure, if it still waits. Throws `not_found`, `erasure_over`. */
export async function requireWaiting(services: Services, id: string): Promise<ErasureRecord> {
  const record = await services.stores.personalData.erasure(id);
  if (!record) throw new DomainError("not_found", { what: "erasure" });
  const status =
    record.status === "asked" && record.expiresAt <= services.clock.now() ? "expired" : record.status;
  if (status !== "asked") throw new DomainError("erasure_over", { status });
  return record;
}

/** Whose key encrypts the texts of an erasure: it goes with what they are about. */
export function erasureHolder(record: Pick<ErasureRecord, "kind" | "accountId" | "subjectRef">): string {
  return record.kind === "subject"
    ? subjectHolder(record.accountId, record.subjectRef)
    : personHolder(record.subjectRef);
}

function erasureEntry(record: ErasureRecord, what: string, texts: { reason?: string } = {}): EntryDraft {
  const { id, kind, ground } = record;
  return {
    type: "setting.changed",
    subject: kind === "subject" ? { account: record.accountId, userId: record.subjectRef } : null,
    facts: {
      name: "erasure",
      what,
      erasure: id,
      kind,
      ground,
      ...(kind === "person" && { person: record.subjectRef }),
    },
    private:
      texts.reason === undefined
        ? []
        : [{ field: "reason", holder: erasureHolder(record), text: texts.reason }],
  };
}

/** Whoever could confirm it hears of it. The notice names nobody: it outlives the erasure. */
async function tellOthers(services: Services, record: ErasureRecord, team: Team): Promise<Statement[]> {
  const { stores, ids, clock } = services;
  const concerned =
    record.kind === "person"
      ? [record.subjectRef]
      : team.withEmail((await stores.subjects.byId(record.subjectRef))?.email ?? "");
  const left = new Set([team.personOf(record.askedByPersonId ?? ""), ...concerned]);
  const able = team.persons.filter(
    (person) =>
      !person.disabled &&
      !left.has(person.id) &&
      person.suspicion === null &&
      rolesAllow(person.roles, "confirm_sensitive_change"),
  );
  return stores.governance.insertNotices(
    able.map(({ id }) => ({
      id: ids.next(),
      personId: id,
      kind: "erasure_waiting" as const,
      caseKey: "",
      requestKey: null,
      text: "An erasure of personal data waits for a second person",
      at: clock.now(),
      readAt: null,
    })),
  );
}
