import { type AuditQuery, choosePeriod, type RequestException } from "#lib/domain/audit.ts";
import { endStatuses, RequestStatus } from "#lib/domain/request.ts";
import type { Team } from "#lib/domain/team.ts";
import type { PeriodView, PersonChoice } from "#lib/domain/views/audit-view.ts";
import type { AuditFilter } from "#lib/ports/audit-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";

/** A query put into terms of the store, with the team that its rows are read with. */
export interface AuditScope {
  period: PeriodView;
  /** The requests of the period, narrowed by action and people, whatever became of them. */
  population: AuditFilter;
  team: Team;
  people: PersonChoice[];
  nameOf: (personId: string | null) => string | null;
}

const unended = RequestStatus.options.filter(
  (status) => !(endStatuses as readonly RequestStatus[]).includes(status),
);

export async function openScope(services: Services, query: AuditQuery): Promise<AuditScope> {
  const [team, accounts] = await Promise.all([loadTeam(services), services.stores.people.members()]);
  const { from, to, ...period } = choosePeriod(query, services.clock.now());
  // A person may have several accounts; nobody's rows are missing because of it.
  const accountsOf = (personId: string | null) =>
    personId === null
      ? []
      : [personId, ...accounts.filter(({ id }) => team.personOf(id) === personId).map(({ id }) => id)];
  return {
    period: { ...period, from: from.toISOString(), to: to.toISOString() },
    population: {
      from,
      to,
      action: query.action,
      requesters: accountsOf(query.by),
      deciders: accountsOf(query.decider),
      statuses: [],
      exception: null,
    },
    team,
    people: team.persons
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name, "en")),
    nameOf: (personId) =>
      personId === null
        ? null
        : (team.persons.find(({ id }) => id === team.personOf(personId))?.name ?? "somebody removed"),
  };
}

/** The population narrowed to one end, or to what hasn't ended. */
export function withEnd(filter: AuditFilter, end: AuditQuery["end"]): AuditFilter {
  return end === null ? filter : { ...filter, statuses: end === "open" ? unended : [end] };
}

export function withException(filter: AuditFilter, exception: RequestException): AuditFilter {
  return { ...filter, exception };
}
