import type { Actor } from "#lib/domain/actor.ts";
import { drillProblem, drillUserSetting } from "#lib/domain/drill.ts";
import type { DrillView } from "#lib/domain/views/drill-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { refusedRight, rightTo } from "#lib/use-cases/rights.ts";
import { type LastDrill, readLastDrill } from "./read-drill.ts";

/** The test user, the last drill and what it allows. */
export async function viewDrill(services: Services, actor: Actor): Promise<DrillView> {
  requireReader(actor);
  const { stores, clock } = services;
  const [userId, last, team] = await Promise.all([
    stores.controls.read(drillUserSetting),
    readLastDrill(services),
    loadTeam(services),
  ]);
  const user = userId === null ? null : await stores.subjects.byId(userId);
  const startedBy = last && team.personOf(last.record.startedByPersonId);
  return {
    user: user && { userId: user.userId, name: user.name, email: user.email },
    last: last && {
      ...told(last),
      caseKey: last.record.caseKey,
      suspendKey: last.suspension.key,
      reactivateKey: last.wayBack?.key ?? null,
      startedBy: team.persons.find(({ id }) => id === startedBy)?.name ?? null,
      startedAt: last.record.startedAt.toISOString(),
    },
    problem: drillProblem(last?.outcome ?? null, clock.now()),
    rights: {
      start: startRight(actor, user !== null, last),
      designate: rightTo(actor, "change_settings"),
    },
  };
}

function startRight(
  actor: Actor,
  isDesignated: boolean,
  last: LastDrill | null,
): DrillView["rights"]["start"] {
  if (!isDesignated) return refusedRight("invalid_input", { problem: "No test user is designated." });
  if (last?.outcome.result === "running") {
    return refusedRight("invalid_input", { problem: "A drill is under way." });
  }
  return rightTo(actor, "request_action");
}

function told({ outcome }: LastDrill) {
  switch (outcome.result) {
    case "running":
      return { result: outcome.result, endedAt: null, durationMs: null, why: null };
    case "failed":
      return {
        result: outcome.result,
        endedAt: outcome.endedAt.toISOString(),
        durationMs: null,
        why: outcome.why,
      };
    case "succeeded":
      return {
        result: outcome.result,
        endedAt: outcome.endedAt.toISOString(),
        durationMs: outcome.durationMs,
        why: null,
      };
  }
}
