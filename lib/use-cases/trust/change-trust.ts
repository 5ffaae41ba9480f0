import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import type { Services } from "#lib/ports/services.ts";
import type { TrustRecord } from "#lib/ports/trust-store.ts";
import { appendEntries, installationChain, personHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireSecondPerson } from "#lib/use-cases/second-person.ts";
import { type Detector, look } from "./dry-run.ts";
import { nameRule } from "./name-rule.ts";

/**
 * Asks that a source or a detection be trusted: taken off trial, or, with `confidence` (0–100), its rule be given one.
 * It has no effect until somebody else confirms it. What the last 30 days showed is kept with it. Throws
 * `role_missing`, `under_investigation`, `reason_missing`, `not_found`, `invalid_input`.
 */
export async function askForTrust(
  services: Services,
  actor: Actor,
  input: Detector & { reason: string; confidence?: number | undefined },
): Promise<{ id: string }> {
  const asker = requirePerson(actor, "confirm_sensitive_change");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const what = input.confidence === undefined ? "promotion" : "confidence";
  if (what === "confidence") requireConfidence(input);
  const id = await retryOnConflict(async () => {
    requireTrusted(asker, await loadTeam(services));
    const { stores, clock, ids } = services;
    const { basis, rules } = await look(services, input);
    const open = (await stores.trust.openOf([input.source])).filter(
      (one) => one.ruleId === input.ruleId && one.what === what,
    );
    if (open.some(({ state }) => state === "asked")) {
      throw new DomainError("invalid_input", {
        problem: "This was asked for already and waits for a second person.",
      });
    }
    // A source that was promoted may be promoted again: its new rules were not covered.
    if (what === "promotion" && input.ruleId !== null && open.length > 0) {
      throw new DomainError("invalid_input", { problem: "This detection is promoted already." });
    }
    const record: TrustRecord = {
      id: ids.next(),
      source: input.source,
      ruleId: input.ruleId,
      what,
      value: input.confidence ?? null,
      covers: what === "promotion" && input.ruleId === null ? rules : [],
      basis,
      reason,
      state: "asked",
      askedByPersonId: asker.personId,
      askedAt: clock.now(),
      confirmedByPersonId: null,
      confirmedAt: null,
      endedByPersonId: null,
      endedAt: null,
    };
    await stores.commit([
      stores.trust.insert(record),
      ...(await appendEntries(services, actor, installationChain, [
        {
          ...entryOf(record, "asked"),
          private: [{ field: "reason", holder: personHolder(asker.personId), text: reason }],
        },
      ])),
    ]);
    return record.id;
  });
  services.hints.publish({ kind: "settings" });
  return { id };
}

/**
 * Puts in force what another person asked for. Throws `second_person_needed` also where two accounts are one person,
 * `asker_untrusted`, and `not_found` where it is no longer asked for.
 */
export async function confirmTrust(services: Services, actor: Actor, input: { id: string }): Promise<void> {
  const confirmer = requirePerson(actor, "confirm_sensitive_change");
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(confirmer, team);
    const asked = await stores.trust.byId(input.id);
    if (asked?.state !== "asked") throw new DomainError("not_found", { what: "such question any more" });
    requireSecondPerson(confirmer, asked.askedByPersonId, team);
    const inForce = (await stores.trust.openOf([asked.source])).filter(
      (one) => one.state === "in_force" && one.what === asked.what && one.ruleId === asked.ruleId,
    );
    const now = clock.now();
    await stores.commit([
      // A new confidence, or a wider promotion, takes the place of the one before.
      ...inForce.map((one) => stores.trust.update(one, endedBy(one, confirmer.personId, now))),
      stores.trust.update(asked, {
        ...asked,
        state: "in_force",
        confirmedByPersonId: confirmer.personId,
        confirmedAt: now,
      }),
      ...(await appendEntries(services, actor, installationChain, [
        { ...entryOf(asked, "confirmed"), before: "asked", after: "in force" },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/**
 * Takes back a promotion or a confidence, or what was only asked for. One person is enough: it only makes the console
 * more careful. `id` names the record; taking back one detection of a promoted source is `backOnTrial`.
 */
export async function takeBackTrust(
  services: Services,
  actor: Actor,
  input: { id: string; reason: string },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const record = await stores.trust.byId(input.id);
    if (!record || record.state === "ended")
      throw new DomainError("not_found", { what: "such trust any more" });
    await stores.commit([
      stores.trust.update(record, endedBy(record, person.personId, clock.now())),
      ...(await appendEntries(services, actor, installationChain, [
        {
          ...entryOf(record, "taken back"),
          before: record.state === "asked" ? "asked" : "in force",
          after: "ended",
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Puts one detection on trial again, whether it was promoted by itself or with its source. */
export async function backOnTrial(
  services: Services,
  actor: Actor,
  input: { source: string; ruleId: string; reason: string },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const promotions = (await stores.trust.openOf([input.source])).filter(
      ({ what, state }) => what === "promotion" && state === "in_force",
    );
    const own = promotions.find(({ ruleId }) => ruleId === input.ruleId);
    const whole = promotions.find(({ ruleId, covers }) => ruleId === null && covers.includes(input.ruleId));
    if (!own && !whole) throw new DomainError("not_found", { what: "promotion of this detection" });
    await stores.commit([
      ...(own ? [stores.trust.update(own, endedBy(own, person.personId, clock.now()))] : []),
      ...(whole
        ? [
            stores.trust.update(whole, {
              ...whole,
              covers: whole.covers.filter((one) => one !== input.ruleId),
            }),
          ]
        : []),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "setting.changed",
          before: "promoted",
          after: "on trial",
          facts: {
            name: `source ${input.source}`,
            what: "detection taken back",
            rule: nameRule(input.ruleId),
          },
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

function endedBy(record: TrustRecord, personId: string, at: Date): TrustRecord {
  return { ...record, state: "ended", endedByPersonId: personId, endedAt: at };
}

function requireConfidence({ ruleId, confidence }: Detector & { confidence?: number | undefined }): void {
  if (ruleId === null) {
    throw new DomainError("invalid_input", {
      problem: "A confidence is that of one rule, not of a whole source.",
    });
  }
  if (!Number.isInteger(confidence) || (confidence ?? -1) < 0 || (confidence ?? 101) > 100) {
    throw new DomainError("invalid_input", { problem: "A confidence is a whole number from 0 to 100." });
  }
}

function entryOf(record: TrustRecord, step: "asked" | "confirmed" | "taken back"): EntryDraft {
  const { basis } = record;
  return {
    type: "setting.changed",
    facts: {
      name: `source ${record.source}`,
      what: `${record.what} ${step}`,
      trust: record.id,
      ...(record.ruleId !== null && { rule: nameRule(record.ruleId) }),
      ...(record.value !== null && { confidence: String(record.value) }),
      signals: String(basis.signals),
      cases: String(basis.cases),
      judged: String(basis.judged),
      truePositives: String(basis.truePositives),
    },
  };
}
