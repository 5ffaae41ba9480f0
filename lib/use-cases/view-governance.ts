import type { Actor } from "#lib/domain/actor.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { Team, TeamPerson } from "#lib/domain/team.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type {
  ExecutionView,
  GovernanceView,
  NoticeView,
  QuorumView,
  ReviewView,
} from "#lib/domain/views/governance-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { ReviewRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { loadTeam } from "./load-team.ts";
import { readExecutionControl } from "./pause-execution.ts";
import { allowed, refusedRight, rightTo } from "./rights.ts";

const reachableWithinMs = 12 * 3_600_000;

/** Whether execution runs, and what this person may do about it. */
export async function viewExecution(services: Services, actor: Actor): Promise<ExecutionView> {
  requireReader(actor);
  const [control, team] = await Promise.all([readExecutionControl(services), loadTeam(services)]);
  const role = rightTo(actor, "pause_execution");
  if (control.state === "running") {
    return {
      state: "running",
      since: null,
      by: null,
      reason: null,
      resumeAsked: null,
      rights: { pause: role, resume: refusedRight("execution_running") },
    };
  }
  const { resume } = control;
  const askedByMe =
    resume !== null &&
    actor.kind === "person" &&
    team.personOf(resume.byPersonId) === team.personOf(actor.personId);
  return {
    state: "paused",
    since: control.since,
    by: nameIn(team, control.byPersonId),
    reason: control.reason,
    resumeAsked: resume && { by: nameIn(team, resume.byPersonId), reason: resume.reason, at: resume.at },
    rights: {
      pause: refusedRight("execution_paused"),
      resume: !role.allowed ? role : askedByMe ? refusedRight("second_person_needed") : trusted(actor, team),
    },
  };
}

/** Who could approve now, who of them is around, and who is left out because they are under investigation. */
export async function viewQuorum(services: Services, actor: Actor): Promise<QuorumView> {
  requireReader(actor);
  const team = await loadTeam(services);
  const leads = team.persons.filter(
    (person) => !person.disabled && rolesAllow(person.roles, "decide_request"),
  );
  const able = leads.filter((person) => person.suspicion === null);
  const since = services.clock.now().getTime() - reachableWithinMs;
  const frozen = team.persons.filter(({ suspicion }) => suspicion !== null);
  return {
    able: able.map(({ name }) => name),
    reachable: able.filter(({ lastSeenAt }) => (lastSeenAt?.getTime() ?? 0) >= since).map(({ name }) => name),
    frozen: await Promise.all(frozen.map((person) => toFrozen(services, actor, { person, team }))),
  };
}

/** Neither the one who is frozen nor the one who asked for their suspension may lift it. */
async function toFrozen(
  services: Services,
  actor: Actor,
  { person, team }: { person: TeamPerson; team: Team },
): Promise<QuorumView["frozen"][number]> {
  const requestKey = person.suspicion?.requestKey ?? "";
  const request = await services.stores.requests.byKey(requestKey);
  const role = rightTo(actor, "decide_request");
  const asked =
    actor.kind === "person" &&
    team.personOf(request?.requesterPersonId ?? "") === team.personOf(actor.personId);
  const trust = trusted(actor, team);
  const liftable = !role.allowed
    ? role
    : asked && trust.allowed
      ? refusedRight("second_person_needed")
      : trust;
  return { personId: person.id, name: person.name, requestKey, liftable };
}

/** What this person was told, newest first. */
export async function viewNotices(
  services: Services,
  actor: Actor,
): Promise<{ items: NoticeView[]; unread: number }> {
  if (actor.kind !== "person") return { items: [], unread: 0 };
  const { governance } = services.stores;
  const [items, unread] = await Promise.all([
    governance.noticesOf(actor.personId, 50),
    governance.unreadNotices(actor.personId),
  ]);
  return {
    items: items.map(({ id, kind, text, caseKey, requestKey, at, readAt }) => ({
      id,
      kind,
      text,
      caseKey,
      requestKey,
      at: at.toISOString(),
      unread: readAt === null,
    })),
    unread,
  };
}

/** Marks everything that this person was told as read. */
export async function readNotices(services: Services, actor: Actor): Promise<void> {
  if (actor.kind === "person") {
    await services.stores.governance.markNoticesRead(actor.personId, services.clock.now());
  }
}

/** What the approvals page shows beside its requests. */
export async function viewGovernance(services: Services, actor: Actor): Promise<GovernanceView> {
  const [quorum, reviews] = await Promise.all([viewQuorum(services, actor), viewReviews(services, actor)]);
  return { quorum, reviews };
}

/** Suspensions that are in force and have a date on which they have to be looked at, soonest first. */
export async function viewReviews(services: Services, actor: Actor): Promise<ReviewView[]> {
  requireReader(actor);
  const [reviews, team] = await Promise.all([
    services.stores.governance.openReviews(200),
    loadTeam(services),
  ]);
  const views = await Promise.all(reviews.map((review) => toReviewView(services, actor, review, team)));
  return views.filter((view) => view !== null);
}

/** The newest review of a suspension of this person that isn't done, or null where there is none. */
export async function openReviewOf(
  services: Services,
  actor: Actor,
  subjectId: string,
): Promise<ReviewView | null> {
  const review = (await services.stores.governance.reviewsOfSubject(subjectId)).at(-1);
  return review ? toReviewView(services, actor, review, await loadTeam(services)) : null;
}

async function toReviewView(
  services: Services,
  actor: Actor,
  review: ReviewRecord,
  team: Team,
): Promise<ReviewView | null> {
  const request = await services.stores.requests.byId(review.requestId);
  if (!request) return null;
  const role = rightTo(actor, "work_case");
  const work: Right = role.allowed ? trusted(actor, team) : role;
  const { asked } = review;
  const askedByMe =
    asked !== null &&
    actor.kind === "person" &&
    team.personOf(asked.byPersonId) === team.personOf(actor.personId);
  return {
    requestKey: request.key,
    caseKey: review.caseKey,
    subjectName: request.snapshot.name,
    subjectEmail: request.snapshot.email,
    subjectId: review.subjectId,
    status: review.status,
    dueAt: review.dueAt.toISOString(),
    extensions: review.extensions,
    asked: asked && {
      until: asked.until.toISOString(),
      by: nameIn(team, asked.byPersonId),
      reason: asked.reason,
    },
    ticket: review.ticket,
    rights: {
      extend: work,
      confirm: work.allowed && askedByMe ? refusedRight("second_person_needed") : work,
      handOver: work,
    },
  };
}

function trusted(actor: Actor, team: Team): Right {
  const suspect = actor.kind === "person" && isSuspect(actor.personId, team);
  return suspect ? refusedRight("under_investigation") : allowed;
}

function nameIn(team: Team, id: string | null): string {
  if (id === null) return "Countersign";
  return team.persons.find((person) => person.id === team.personOf(id))?.name ?? "somebody removed";
}
