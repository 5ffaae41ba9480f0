import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { executionControlName, running } from "#lib/domain/execution-control.ts";
import { incidentMostMinutes, incidentMostSuspensions, incidentWaitsMs } from "#lib/domain/guard-rails.ts";
import { roleNames } from "#lib/domain/roles.ts";
import type { MassIncidentRecord } from "#lib/ports/guard-rail-store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { Conflict } from "#lib/ports/store.ts";
import { appendEntries, installationChain, personHolder } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { readExecutionControl } from "#lib/use-cases/pause-execution.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { requireSecondPerson } from "#lib/use-cases/second-person.ts";
import { restartBrake } from "./brake.ts";

/**
 * Asks to raise the brake for a number of suspensions and at most four hours. Nothing changes until a second person
 * confirms it. Throws `incident_exists` while another one is asked for or runs.
 */
export async function askMassIncident(
  services: Services,
  actor: Actor,
  input: { reason: string; allowed: number; minutes: number },
): Promise<{ id: string }> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  requireBetween("The number of suspensions", input.allowed, incidentMostSuspensions);
  requireBetween("The minutes that it lasts", input.minutes, incidentMostMinutes);
  const id = services.ids.next();
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    requireTrusted(person, await loadTeam(services));
    if ((await stores.rails.openIncident()) !== null) throw new DomainError("incident_exists");
    const record: MassIncidentRecord = {
      id,
      reason,
      allowed: input.allowed,
      used: 0,
      minutes: input.minutes,
      askedByPersonId: person.personId,
      askedAt: clock.now(),
      confirmedByPersonId: null,
      startedAt: null,
      endsAt: null,
      endedAt: null,
      endedHow: null,
      endedByPersonId: null,
    };
    await stores.commit([
      stores.rails.insertIncident(record),
      ...(await appendEntries(services, actor, installationChain, [
        {
          ...entryOf(record, "asked"),
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
  return { id };
}

/**
 * The second person confirms: from now on the brake is raised, and execution goes on where the brake had stopped it.
 * One of the two is an IAM lead. Throws `second_person_needed`, `asker_untrusted`, `role_missing`, `not_found`.
 */
export async function confirmMassIncident(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(person, team);
    const asked = await stores.rails.openIncident();
    if (asked?.id !== input.id || asked.startedAt !== null) throw new DomainError("not_found", openIncident);
    requireSecondPerson(person, asked.askedByPersonId, team);
    const asker = team.persons.find(({ id }) => id === team.personOf(asked.askedByPersonId));
    if (!asker?.roles.includes("iam_lead") && !person.roles.includes("iam_lead")) {
      throw new DomainError("role_missing", { needs: roleNames.iam_lead });
    }
    const now = clock.now();
    const begun: MassIncidentRecord = {
      ...asked,
      confirmedByPersonId: person.personId,
      startedAt: now,
      endsAt: new Date(now.getTime() + asked.minutes * 60_000),
    };
    const resumed = await resumeAfterBrake(services, asked.askedByPersonId);
    await stores.commit([
      stores.rails.updateIncident(asked, begun),
      ...resumed.statements,
      ...(await appendEntries(services, actor, installationChain, [
        entryOf(begun, "begun"),
        ...resumed.entries,
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Ends it, or takes back or refuses what was asked for: to slow down again one person is enough. */
export async function endMassIncident(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<void> {
  const person = requirePerson(actor, "confirm_sensitive_change");
  await retryOnConflict(async () => {
    const { stores } = services;
    requireTrusted(person, await loadTeam(services));
    const open = await stores.rails.openIncident();
    if (open?.id !== input.id) throw new DomainError("not_found", openIncident);
    const how = open.startedAt === null ? "not_confirmed" : "person";
    await end(services, actor, { open, how, byPersonId: person.personId });
  });
  services.hints.publish({ kind: "settings" });
}

/** Ends by itself what is over or used up, and what nobody confirmed in time. */
export async function endOverIncident(services: Services): Promise<void> {
  const open = await services.stores.rails.openIncident();
  if (open === null) return;
  const how = overBecause(open, services.clock.now());
  if (how === null) return;
  try {
    await end(services, makeSystemActor("clock"), { open, how, byPersonId: null });
  } catch (error) {
    // Another process ended it, or the chain moved: the next round looks again.
    if (!(error instanceof Conflict)) throw error;
    return;
  }
  services.hints.publish({ kind: "settings" });
}

function overBecause(open: MassIncidentRecord, now: Date): MassIncidentRecord["endedHow"] {
  if (open.startedAt === null) {
    return now.getTime() - open.askedAt.getTime() >= incidentWaitsMs ? "not_confirmed" : null;
  }
  if (open.used >= open.allowed) return "used_up";
  return open.endsAt !== null && open.endsAt <= now ? "time" : null;
}

async function end(
  services: Services,
  actor: Actor,
  input: { open: MassIncidentRecord; how: MassIncidentRecord["endedHow"]; byPersonId: string | null },
): Promise<void> {
  const { stores, clock } = services;
  const { open, how } = input;
  const ended = { ...open, endedAt: clock.now(), endedHow: how, endedByPersonId: input.byPersonId };
  await stores.commit([
    stores.rails.updateIncident(open, ended),
    ...(await appendEntries(services, actor, installationChain, [entryOf(ended, "ended")])),
  ]);
}

/** Two people have agreed that what waits is right: where the brake had stopped execution, it goes on. */
async function resumeAfterBrake(
  services: Services,
  askedBy: string,
): Promise<{ statements: Statement[]; entries: EntryDraft[] }> {
  const before = await services.stores.controls.read(executionControlName);
  const control = await readExecutionControl(services);
  if (control.state === "running" || control.brake !== true) return { statements: [], entries: [] };
  return {
    statements: [
      services.stores.controls.change(executionControlName, before, running),
      await restartBrake(services),
    ],
    entries: [
      {
        type: "execution.resumed",
        before: "paused",
        after: "running",
        facts: { askedBy, because: "mass incident" },
      },
    ],
  };
}

const openIncident = { what: "mass incident that waits for this" };

function entryOf(incident: MassIncidentRecord, what: "asked" | "begun" | "ended"): EntryDraft {
  return {
    type: "setting.changed",
    facts: {
      name: "mass_incident",
      what,
      incident: incident.id,
      allowed: String(incident.allowed),
      minutes: String(incident.minutes),
      ...(what === "begun" && { askedBy: incident.askedByPersonId }),
      ...(what === "ended" && { used: String(incident.used), how: incident.endedHow ?? "" }),
    },
  };
}

function requireBetween(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new DomainError("invalid_input", { problem: `${what} must be a whole number from 1 to ${most}.` });
}
