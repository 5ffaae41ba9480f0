import type { PersonActor } from "#lib/domain/actor.ts";
import type { StandingView } from "#lib/domain/views/governance-view.ts";
import type { AnchorView } from "#lib/domain/views/other-views.ts";
import type { Anchor } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { findEventsTrouble } from "./events/events-trouble.ts";
import { viewIncidentBanner } from "./guard-rails/view-rails.ts";
import { loadTeam } from "./load-team.ts";
import type { LogWatch } from "./log/create-log-watch.ts";
import { readVerification } from "./log/verification-state.ts";
import { anchorWithinMs, viewAnchors } from "./log/view-anchors.ts";
import { readExecutionControl } from "./pause-execution.ts";

/** What stands on every page of this person's. */
export async function viewStanding(
  services: Services & {
    anchors?: readonly Anchor[];
    watch?: Pick<LogWatch, "untold">;
    installation?: { eventsConfigured: boolean };
  },
  actor: PersonActor,
): Promise<StandingView> {
  requireReader(actor);
  const { governance } = services.stores;
  const [control, team, reviewsDue, unreadNotices, verification, anchors] = await Promise.all([
    readExecutionControl(services),
    loadTeam(services),
    governance.dueReviewCount(),
    governance.unreadNotices(actor.personId),
    readVerification(services),
    viewAnchors(services, services.anchors ?? []),
  ]);
  const fault = services.watch?.untold()?.fault ?? verification.fault;
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
    incident: await viewIncidentBanner(services, team),
    log:
      standing.state === "sealing"
        ? null
        : { state: standing.state, since: standing.since.toISOString(), problem: standing.problem },
    fault: fault && { words: fault.words, at: fault.at, paused: control.state === "paused" },
    unanchored: longestUnanchored(services, anchors),
    events: services.installation?.eventsConfigured ? await findEventsTrouble(services) : null,
    frozenBy: person(actor.personId)?.suspicion?.requestKey ?? null,
    reviewsDue,
    unreadNotices,
  };
}

function longestUnanchored(
  { clock }: Pick<Services, "clock">,
  anchors: readonly AnchorView[],
): StandingView["unanchored"] {
  const since = new Date(clock.now().getTime() - anchorWithinMs).toISOString();
  const late = anchors.flatMap(({ name, lacksSince, collector }) =>
    lacksSince !== null && lacksSince <= since
      ? [
          {
            anchor: name,
            since: lacksSince,
            collector: collector !== null,
            lastError: collector?.lastError ?? null,
          },
        ]
      : [],
  );
  return late.toSorted((a, b) => (a.since < b.since ? -1 : 1))[0] ?? null;
}
