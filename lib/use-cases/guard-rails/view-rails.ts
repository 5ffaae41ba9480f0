import type { Actor } from "#lib/domain/actor.ts";
import type { Team } from "#lib/domain/team.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type { IncidentBanner, IncidentView, RailsView } from "#lib/domain/views/rails-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { MassIncidentRecord } from "#lib/ports/guard-rail-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { refusedRight, rightTo } from "#lib/use-cases/rights.ts";
import { raisesBrake } from "./active-incident.ts";
import { readRailsSetting } from "./read-rails.ts";
import { roleNames } from "#lib/domain/roles.ts";
import { secondPersonRight } from "#lib/use-cases/second-person.ts";

const pastShown = 10;

/** The guard rails, the mass incident that is open, and what this person may do about them. */
export async function viewRails(services: Services, actor: Actor): Promise<RailsView> {
  requireReader(actor);
  const { stores } = services;
  const [setting, open, past, team] = await Promise.all([
    readRailsSetting(services),
    stores.rails.openIncident(),
    stores.rails.incidents(pastShown),
    loadTeam(services),
  ]);
  const role = rightTo(actor, "confirm_sensitive_change");
  const may = role.allowed ? trusted(actor, team) : role;
  const change = rightTo(actor, "change_settings");
  return {
    rails: setting.rails,
    asked: setting.asked && {
      rails: setting.asked.rails,
      by: nameIn(team, setting.asked.byPersonId),
      reason: setting.asked.reason,
      at: setting.asked.at,
      confirm: secondPersonRight(may, actor, { askedBy: setting.asked.byPersonId, team }),
    },
    incident: open && {
      ...toIncidentView(open, team),
      confirm: confirmRight(may, actor, { team, open }),
      end: may,
    },
    past: past.filter(({ endedAt }) => endedAt !== null).map((record) => toIncidentView(record, team)),
    rights: {
      change: change.allowed ? trusted(actor, team) : change,
      ask: open === null ? may : may.allowed ? refusedRight("incident_exists") : may,
    },
  };
}

/** What stands on every page while an incident is asked for or raises the brake. */
export async function viewIncidentBanner(services: Services, team: Team): Promise<IncidentBanner | null> {
  const open = await services.stores.rails.openIncident();
  if (open === null) return null;
  const running = raisesBrake(open, services.clock.now());
  // Over, and not ended yet: a matter of a second.
  if (open.startedAt !== null && !running) return null;
  const view = toIncidentView(open, team);
  return {
    state: running ? "running" : "asked",
    reason: view.reason,
    askedBy: view.askedBy,
    confirmedBy: view.confirmedBy,
    left: open.allowed - open.used,
    allowed: open.allowed,
    endsAt: view.endsAt,
  };
}

function toIncidentView(record: MassIncidentRecord, team: Team): IncidentView {
  return {
    id: record.id,
    reason: record.reason,
    allowed: record.allowed,
    used: record.used,
    minutes: record.minutes,
    askedBy: nameIn(team, record.askedByPersonId),
    askedAt: record.askedAt.toISOString(),
    confirmedBy: record.confirmedByPersonId && nameIn(team, record.confirmedByPersonId),
    startedAt: record.startedAt?.toISOString() ?? null,
    endsAt: record.endsAt?.toISOString() ?? null,
    endedAt: record.endedAt?.toISOString() ?? null,
    endedHow: record.endedHow,
  };
}

function confirmRight(
  may: Right,
  actor: Actor,
  { team, open }: { team: Team; open: MassIncidentRecord },
): Right {
  const second = secondPersonRight(may, actor, { askedBy: open.askedByPersonId, team });
  if (!second.allowed) return second;
  const asker = team.persons.find(({ id }) => id === team.personOf(open.askedByPersonId));
  const hasLead =
    asker?.roles.includes("iam_lead") === true ||
    (actor.kind === "person" && actor.roles.includes("iam_lead"));
  // Not the refusal of a role that somebody lacks for good: who may confirm depends on who asked.
  return hasLead
    ? second
    : { allowed: false, why: `One of the two has to be an ${roleNames.iam_lead}, and neither of you is.` };
}

function trusted(actor: Actor, team: Team): Right {
  const suspect = actor.kind === "person" && isSuspect(actor.personId, team);
  return suspect ? refusedRight("under_investigation") : { allowed: true };
}

function nameIn(team: Team, id: string): string {
  return team.persons.find((person) => person.id === team.personOf(id))?.name ?? "somebody removed";
}
