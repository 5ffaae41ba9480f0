import type { PersonActor } from "#lib/domain/actor.ts";
import type { StandingView } from "#lib/domain/views/governance-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { loadTeam } from "./load-team.ts";
import { readExecutionControl } from "./pause-execution.ts";

/** What stands on every page of this person's. */
export async function viewStanding(services: Services, actor: PersonActor): Promise<StandingView> {
  requireReader(actor);
  const { governance } = services.stores;
  const [control, team, reviewsDue, unreadNotices] = await Promise.all([
    readExecutionControl(services),
    loadTeam(services),
    governance.dueReviewCount(),
    governance.unreadNotices(actor.personId),
  ]);
  const standing = services.seal.standing();
  const person = (id: string) => team.persons.find((each) => each.id === team.personOf(id));
  return {
    paused:
      control.state === "running"
        ? null
        : {
            since: control.since,
            by:
              control.byPersonId === null
                ? "Countersign"
                : (person(control.byPersonId)?.name ?? "somebody removed"),
            reason: control.reason,
          },
    log:
      standing.state === "sealing"
        ? null
        : { state: standing.state, since: standing.since.toISOString(), problem: standing.problem },
    frozenBy: person(actor.personId)?.suspicion?.requestKey ?? null,
    reviewsDue,
    unreadNotices,
  };
}
