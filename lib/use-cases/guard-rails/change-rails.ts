import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { type GuardRails, loosens, tellGuardRails } from "#lib/domain/guard-rails.ts";
import {
  GuardRails as GuardRailsSchema,
  type GuardRailsSetting,
  guardRailsName,
} from "#lib/domain/guard-rails-setting.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, personHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireSecondPerson } from "#lib/use-cases/second-person.ts";
import { readRailsSetting } from "./read-rails.ts";

/**
 * Sets the guard rails. Stricter ones count at once; looser ones wait for a second person. Throws `invalid_input`,
 * `reason_missing`. Gives whether they count now.
 */
export async function changeRails(
  services: Services,
  actor: Actor,
  input: { rails: GuardRails; reason: string },
): Promise<{ inForce: boolean }> {
  const person = requirePerson(actor, "change_settings");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const parsed = GuardRailsSchema.safeParse(input.rails);
  if (!parsed.success) {
    throw new DomainError("invalid_input", { problem: "Every limit is a whole number, at least 1." });
  }
  const rails = parsed.data;
  return changing(services, person, async (before) => {
    const looser = loosens(before.rails, rails);
    const at = services.clock.now().toISOString();
    return {
      after: looser
        ? { rails: before.rails, asked: { rails, byPersonId: person.personId, reason, at } }
        : { rails, asked: null },
      entry: {
        ...entryOf(before.rails, rails, looser ? "asked" : "changed"),
        private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
      },
      answer: { inForce: !looser },
    };
  });
}

/** Confirms looser ones. The person who asked can't. */
export async function confirmRails(services: Services, actor: Actor): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  await changing(services, person, async ({ rails, asked }) => {
    if (asked === null) throw new DomainError("not_found", { what: "change of the guard rails that waits" });
    const team = await loadTeam(services);
    requireSecondPerson(person, asked.byPersonId, team);
    const entry = entryOf(rails, asked.rails, "confirmed");
    return {
      after: { rails: asked.rails, asked: null },
      entry: { ...entry, facts: { ...entry.facts, askedBy: asked.byPersonId } },
      answer: undefined,
    };
  });
}

/** Takes back, or refuses, what was asked for. */
export async function declineRails(services: Services, actor: Actor): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  await changing(services, person, ({ rails, asked }) => {
    if (asked === null) throw new DomainError("not_found", { what: "change of the guard rails that waits" });
    return Promise.resolve({
      after: { rails, asked: null },
      entry: entryOf(rails, rails, "declined"),
      answer: undefined,
    });
  });
}

async function changing<T>(
  services: Services,
  person: PersonActor,
  change: (before: GuardRailsSetting) => Promise<{ after: GuardRailsSetting; entry: EntryDraft; answer: T }>,
): Promise<T> {
  const answer = await retryOnConflict(async () => {
    const { stores } = services;
    requireTrusted(person, await loadTeam(services));
    const stored = await stores.controls.read(guardRailsName);
    const changed = await change(await readRailsSetting(services));
    await stores.commit([
      stores.controls.change(guardRailsName, stored, JSON.stringify(changed.after)),
      ...(await appendEntries(services, person, installationChain, [changed.entry])),
    ]);
    return changed.answer;
  });
  services.hints.publish({ kind: "settings" });
  return answer;
}

function entryOf(before: GuardRails, after: GuardRails, what: string): EntryDraft {
  return {
    type: "setting.changed",
    before: tellGuardRails(before),
    after: tellGuardRails(after),
    facts: { name: "guard_rails", what },
  };
}
