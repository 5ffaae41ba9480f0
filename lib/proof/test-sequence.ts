import { expect } from "vitest";
import { isOpen } from "#lib/domain/request.ts";
import type { Role } from "#lib/domain/roles.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { pauseExecution, readExecutionControl, resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import type { Bed } from "./test-bed.ts";
import { driveToEnd, endWatches } from "./test-drive.ts";
import { checkedChain, checkLedger, checkPerson } from "./test-invariants.ts";

export const cast = ["ana", "both", "ines", "ivo", "ada"] as const;
export type Name = (typeof cast)[number];

const usualRoles: Record<Name, Role[]> = {
  ana: ["analyst"],
  both: ["analyst", "iam_lead", "administrator"],
  ines: ["iam_lead"],
  ivo: ["iam_lead"],
  ada: ["administrator"],
};

export interface Subject {
  id: string;
  email: string;
}

/** What a random sequence works on: its own two people of the account, and the team that all sequences of a bed share. */
export interface Stage {
  bed: Bed;
  ids: Record<Name, string>;
  /** The second one has Ivo's e-mail: a suspension of them is a suspicion against him. */
  subjects: [Subject, Subject];
  /** Dispatch marks that were looked at already, by request. */
  looked: Map<string, number>;
  /** A subject's requests and their versions when they were last looked at: what hasn't moved still holds. */
  stamps: Map<string, string>;
  tally: Record<string, number>;
}

export async function makeCast(bed: Bed): Promise<Record<Name, string>> {
  const ids: Partial<Record<Name, string>> = {};
  for (const name of cast) ids[name] = (await bed.member(name, usualRoles[name])).personId;
  return ids as Record<Name, string>;
}

/** Everybody as in the beginning, whatever the sequence before has done to the team. */
export async function setStage(bed: Bed, ids: Stage["ids"], subjects: Stage["subjects"]): Promise<Stage> {
  const { people } = bed.services.stores;
  for (const name of cast) {
    const person = await people.byId(ids[name]);
    if (!person) throw new Error(`${name} is not there.`);
    const email = name === "ivo" ? subjects[1].email : person.email;
    const fresh = { ...person, email, roles: usualRoles[name], disabledAt: null, linkedToPersonId: null };
    await bed.services.stores.commit([people.update(fresh)]);
  }
  return { bed, ids, subjects, looked: new Map(), stamps: new Map(), tally: {} };
}

/** The actor that a session of theirs would give now; null where none would be let in. */
export async function actorOf({ bed, ids }: Stage, name: Name): Promise<PersonActor | null> {
  const person = await bed.services.stores.people.byId(ids[name]);
  return person && person.disabledAt === null && person.roles.length > 0 ? bed.actor(person) : null;
}

export async function newestOpen({ bed }: Stage, subject: Subject): Promise<RequestRecord | null> {
  const requests = await bed.services.stores.requests.ofSubject(subject.id, 20);
  return requests.find(({ status }) => isOpen(status)) ?? requests[0] ?? null;
}

/** A refusal is a fine answer to a random wish; anything else is a fault of ours. */
export async function tryOut(
  stage: Stage,
  what: string,
  deed: () => Promise<unknown>,
): Promise<string | null> {
  try {
    await deed();
    stage.tally[what] = (stage.tally[what] ?? 0) + 1;
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    stage.tally[`${what}: ${error.code}`] = (stage.tally[`${what}: ${error.code}`] ?? 0) + 1;
    return error.code;
  } finally {
    await stage.bed.settle();
  }
}

/** The rules of each person's requests, and of each call that left in this step: its approvals are alive. */
export async function checkStage(stage: Stage): Promise<void> {
  const { bed, subjects, looked, stamps } = stage;
  for (const subject of subjects) {
    const requests = await bed.services.stores.requests.ofSubject(subject.id, 20);
    const stamp = requests.map(({ id, version }) => `${id} ${version}`).join();
    if (stamps.get(subject.id) === stamp) continue;
    stamps.set(subject.id, stamp);
    await checkPerson(bed, subject.id);
    const team = await loadTeam(bed.services);
    for (const request of requests) {
      const attempts = await bed.services.stores.requests.attempts(request.id);
      if (attempts.length === (looked.get(request.id) ?? 0)) continue;
      looked.set(request.id, attempts.length);
      const votes = await bed.services.stores.requests.votes(request.id);
      const approvers = new Set(
        votes
          .filter(({ digest }) => digest === request.digest)
          .map(({ personId }) => team.personOf(personId)),
      );
      const about = `${request.key} was sent`;
      expect(approvers.size, `${about} with its approvals`).toBeGreaterThanOrEqual(request.needed);
      expect(approvers.has(team.personOf(request.requesterPersonId ?? "")), `${about} by two people`).toBe(
        false,
      );
      for (const personId of approvers) {
        const person = team.persons.find(({ id }) => id === personId);
        expect(person?.disabled, `${about} with the approval of somebody who is still there`).toBe(false);
        expect(person?.roles, `${about} with the approval of somebody who still may`).toContain("iam_lead");
        expect(isSuspect(personId, team), `${about} with the approval of no suspect`).toBe(false);
      }
    }
  }
}

/** Plays the sequence to its end and leaves nothing for the next one. */
export async function strike(stage: Stage): Promise<void> {
  const { bed, ids, subjects } = stage;
  await bed.control("/faults", undefined, "DELETE");
  const after = await setStage(bed, ids, subjects);
  if ((await readExecutionControl(bed.services)).state === "paused") {
    for (const name of ["ada", "ines", "both"] as const) {
      const actor = await actorOf(after, name);
      if (actor)
        await tryOut(after, "resume", () => resumeExecution(bed.services, actor, { reason: "The end" }));
    }
  }
  await checkStage({ ...after, looked: stage.looked });
  for (const subject of subjects) {
    for (const { status, key, requesterPersonId } of await bed.services.stores.requests.ofSubject(
      subject.id,
      20,
    )) {
      const requester = cast.find((name) => ids[name] === requesterPersonId);
      const actor = requester ? await actorOf(after, requester) : null;
      if (status !== "pending" || !actor) continue;
      await withdrawRequest(bed.services, actor, { requestKey: key, reason: "The end" });
    }
  }
  for (const subject of subjects) await driveToEnd(bed, subject.id);
  for (const subject of subjects) {
    await checkPerson(bed, subject.id);
    await checkLedger(bed, subject.id);
  }
  await checkedChain(bed, "installation");
  await endWatches(bed, subjects);
}

export async function pause(stage: Stage, name: Name): Promise<void> {
  const actor = await actorOf(stage, name);
  if (actor)
    await tryOut(stage, "pause", () => pauseExecution(stage.bed.services, actor, { reason: "Wait" }));
}
