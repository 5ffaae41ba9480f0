import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { Entry } from "#lib/domain/entry.ts";
import { ErasureReceipt, erasureGrounds } from "#lib/domain/personal-data.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { Team } from "#lib/domain/team.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type {
  ErasureView,
  FormerMemberView,
  HoldView,
  PersonalDataSettingsView,
  PersonalDataView,
  ReceiptView,
} from "#lib/domain/views/personal-data-view.ts";
import type { ErasureRecord, LegalHoldRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson, requireReader } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { sealedPlaces } from "#lib/use-cases/log/report-log.ts";
import { allowed, refusedRight, rightTo } from "#lib/use-cases/rights.ts";
import { isConcerned, type Whose } from "./concerned.ts";
import { erasureObstacle } from "./obstacles.ts";
import { readRetention } from "./retention-settings.ts";
import { isSweepDue } from "./sweep-traces.ts";
import { secondPersonRight } from "#lib/use-cases/second-person.ts";

const pastShown = 50;
const receiptsSearched = 5_000;

interface Looking {
  services: Services;
  actor: Actor;
  team: Team;
}

/** What is held and erased of one person of the account, and what whoever looks may do about it. */
export async function viewPersonalData(
  services: Services,
  actor: Actor,
  input: { userId: string },
): Promise<PersonalDataView> {
  requireReader(actor);
  const { stores } = services;
  const subject = await stores.subjects.byId(input.userId);
  if (!subject) throw new DomainError("not_found", { what: "person with this id in 1Password" });
  const looking = { services, actor, team: await loadTeam(services) };
  const [holds, erasures] = await Promise.all([
    stores.personalData.standingHolds(input.userId),
    stores.personalData.erasuresOf("subject", input.userId),
  ]);
  const views = await Promise.all(erasures.map((record) => toErasureView(looking, record)));
  const whose: Whose = { kind: "subject", subjectRef: input.userId };
  const trust = trusted(looking);
  return {
    erasedAt: subject.erasedAt?.toISOString() ?? null,
    holds: await Promise.all(holds.map((hold) => toHoldView(looking, hold))),
    waiting: views.find(({ status }) => status === "asked") ?? null,
    past: views.filter(({ status }) => status !== "asked"),
    rights: { erase: await eraseRight(looking, whose), hold: trust },
  };
}

/** Periods, holds, erasures and former members, for the settings. */
export async function viewPersonalDataSettings(
  services: Services,
  actor: Actor,
): Promise<PersonalDataSettingsView> {
  requireReader(actor);
  const { personalData } = services.stores;
  const looking = { services, actor, team: await loadTeam(services) };
  const [retention, holds, erasures, sweepDue] = await Promise.all([
    readRetention(services),
    personalData.standingHolds(),
    personalData.erasures(pastShown),
    isSweepDue(services),
  ]);
  const views = await Promise.all(erasures.map((record) => toErasureView(looking, record)));
  return {
    retention,
    holds: await Promise.all(holds.map((hold) => toHoldView(looking, hold))),
    waiting: views.filter(({ status }) => status === "asked"),
    past: views.filter(({ status }) => status !== "asked"),
    formerMembers: await formerMembers(looking),
    sweepDue,
    rights: { changeRetention: rightTo(actor, "change_settings") },
  };
}

/** The receipt of an erasure, with no text of the person in it. Throws `not_found`. */
export async function viewReceipt(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<ReceiptView> {
  requirePerson(actor, "audit");
  const record = await services.stores.personalData.erasure(input.id);
  if (!record?.receipt) throw new DomainError("not_found", { what: "receipt of an erasure" });
  const looking = { services, actor, team: await loadTeam(services) };
  return {
    erasure: await toErasureView(looking, record),
    receipt: ErasureReceipt.parse(JSON.parse(record.receipt)),
    entry: await findEntry(services, input.id),
  };
}

async function findEntry(services: Services, erasureId: string): Promise<ReceiptView["entry"]> {
  const { log } = services.stores;
  let cursor: string | null = null;
  for (let seen = 0; seen < receiptsSearched;) {
    const page = await log.recent({ q: "subject.key_destroyed", limit: 200, cursor });
    for (const record of page.items) {
      const entry = Entry.parse(JSON.parse(new TextDecoder().decode(record.bytes)));
      if (entry.facts["erasure"] !== erasureId) continue;
      const places = await sealedPlaces(services, [record.id]);
      const { chain, n, hash } = record;
      return { chain, n, hash, index: places.get(record.id) ?? null };
    }
    seen += page.items.length;
    cursor = page.nextCursor;
    if (cursor === null) return null;
  }
  return null;
}

async function eraseRight(looking: Looking, whose: Whose): Promise<Right> {
  const { services, actor, team } = looking;
  const trust = trusted(looking);
  if (!trust.allowed || actor.kind !== "person") return trust;
  if (await isConcerned(services, actor, { whose, team })) return refusedRight("second_person_needed");
  const obstacle = await erasureObstacle(services, whose);
  return obstacle ? refusedRight(obstacle.code, obstacle.details) : allowed;
}

function trusted({ actor, team }: Looking): Right {
  const role = rightTo(actor, "confirm_sensitive_change");
  if (!role.allowed || actor.kind !== "person") return role;
  return isSuspect(actor.personId, team) ? refusedRight("under_investigation") : allowed;
}

async function toErasureView(looking: Looking, record: ErasureRecord): Promise<ErasureView> {
  const { services, actor, team } = looking;
  const late = record.status === "asked" && record.expiresAt <= services.clock.now();
  const status = late ? "expired" : record.status;
  const done = status === "done";
  const own = isOwn(looking, record.askedByPersonId);
  const trust = trusted(looking);
  const open = trust.allowed && status !== "asked" ? refusedRight("erasure_over", { status }) : trust;
  const concerned =
    open.allowed && actor.kind === "person" && (await isConcerned(services, actor, { whose: record, team }));
  const obstacle = open.allowed && !own && !concerned ? await erasureObstacle(services, record) : null;
  const mayRead = actor.kind === "person" && rolesAllow(actor.roles, "confirm_sensitive_change");
  return {
    id: record.id,
    kind: record.kind,
    subjectRef: record.subjectRef,
    name: done ? null : await nameOf(looking, record),
    status,
    ground: erasureGrounds[record.ground],
    reason: done || !mayRead ? null : record.reason,
    askedBy: record.askedByPersonId === null ? null : nameIn(team, record.askedByPersonId),
    askedAt: record.askedAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    decidedBy: record.decidedByPersonId === null ? null : nameIn(team, record.decidedByPersonId),
    decidedAt: record.decidedAt?.toISOString() ?? null,
    rights: {
      confirm: !open.allowed
        ? open
        : own || concerned
          ? refusedRight("second_person_needed")
          : obstacle
            ? refusedRight(obstacle.code, obstacle.details)
            : secondPersonRight(allowed, actor, { askedBy: record.askedByPersonId, team }),
      decline: open.allowed && concerned ? refusedRight("second_person_needed") : open,
      declineIs: own ? "withdraw" : "refuse",
    },
  };
}

async function nameOf({ services, team }: Looking, record: ErasureRecord): Promise<string> {
  if (record.kind === "person") return nameIn(team, record.subjectRef);
  return (await services.stores.subjects.byId(record.subjectRef))?.name ?? record.subjectRef;
}

async function toHoldView(looking: Looking, hold: LegalHoldRecord): Promise<HoldView> {
  const { services, actor, team } = looking;
  const subject = await services.stores.subjects.byId(hold.subjectId);
  const trust = trusted(looking);
  const concerned =
    trust.allowed &&
    actor.kind === "person" &&
    (await isConcerned(services, actor, { whose: { kind: "subject", subjectRef: hold.subjectId }, team }));
  const own = isOwn(looking, hold.endAskedByPersonId);
  return {
    id: hold.id,
    subjectId: hold.subjectId,
    subjectName: subject?.name ?? hold.subjectId,
    caseKey: hold.caseKey,
    reason: hold.reason,
    by: nameIn(team, hold.setByPersonId),
    since: hold.setAt.toISOString(),
    endAsked:
      hold.endAskedByPersonId === null || hold.endAskedAt === null
        ? null
        : {
            by: nameIn(team, hold.endAskedByPersonId),
            reason: hold.endReason ?? "",
            at: hold.endAskedAt.toISOString(),
          },
    rights: {
      end: trust.allowed && (own || concerned) ? refusedRight("second_person_needed") : trust,
      keep: trust,
    },
  };
}

async function formerMembers(looking: Looking): Promise<FormerMemberView[]> {
  const { services, team } = looking;
  const members = await services.stores.people.members();
  const former = team.persons.filter(({ disabled, emails }) => disabled && emails.length > 0);
  return Promise.all(
    former.map(async ({ id, name, emails }) => {
      const accounts = members.filter((account) => team.personOf(account.id) === id);
      const last = Math.max(...accounts.map(({ disabledAt }) => disabledAt?.getTime() ?? 0));
      return {
        id,
        name,
        email: emails[0] ?? "",
        disabledAt: new Date(last).toISOString(),
        erase: await eraseRight(looking, { kind: "person", subjectRef: id }),
      };
    }),
  );
}

function isOwn({ actor, team }: Looking, personId: string | null): boolean {
  return (
    personId !== null && actor.kind === "person" && team.personOf(personId) === team.personOf(actor.personId)
  );
}

function nameIn(team: Team, id: string): string {
  return team.persons.find((person) => person.id === team.personOf(id))?.name ?? "somebody removed";
}
