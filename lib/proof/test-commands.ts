import fc, { type AsyncCommand } from "fast-check";
import { uuidv7 } from "uuidv7";
import { expect } from "vitest";
import type { Role } from "#lib/domain/roles.ts";
import { commentRequest } from "#lib/use-cases/comment-request.ts";
import { liftFreeze } from "#lib/use-cases/freeze.ts";
import { askToLinkPersons, confirmPersonLink } from "#lib/use-cases/link-persons.ts";
import { resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { settleRequest } from "#lib/use-cases/settle-request.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import {
  actorOf,
  cast,
  checkStage,
  type Name,
  newestOpen,
  pause,
  type Stage,
  tryOut,
} from "./test-sequence.ts";

/** The model knows nothing: what has to hold is asked of the real thing after each step. */
export type Step = AsyncCommand<object, Stage>;

function step(words: string, run: (stage: Stage) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (_model, stage) => {
      await run(stage);
      await checkStage(stage);
    },
    toString: () => words,
  };
}

const who = fc.constantFrom(...cast);
const whom = fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const);
const faults = ["reset_before_apply", "reset_after_apply", "last_owner", "wrong_user", "unauthorized_once"];
const roles: Role[][] = [["analyst"], ["iam_lead"], ["analyst", "iam_lead"], ["auditor"], []];

const asks = fc.tuple(who, whom, fc.constantFrom("suspend" as const, "reactivate" as const));
const decides = fc.tuple(who, whom, fc.constantFrom("approve", "approve", "approve", "deny"));

const analyst = fc.constantFrom("ana" as const, "ana" as const, "both" as const);
const lead = fc.constantFrom("ines" as const, "ivo" as const, "both" as const);

/** What gets somewhere, so that there is something for the rest to meet. */
const asked = fc
  .tuple(analyst, whom, fc.constantFrom("suspend" as const, "suspend" as const, "reactivate" as const))
  .map(([name, place, action]) => ask(name, place, action));
const approved = fc
  .tuple(lead, whom)
  .map(([name, place]) =>
    step(`${name} approves ${place}`, (stage) => decide(stage, name, place, "approve")),
  );
const passed = fc
  .constantFrom(0, 1_000, 2_000, 15_000, 45_000, 106_000, 1_800_000, 3_600_000, -600_000)
  .map((ms) => step(`${ms} ms pass`, (stage) => stage.bed.pass(ms)));

/** Everything that people, the clock and 1Password may do. Repeated is what everything else depends on. */
export const anyStep: fc.Arbitrary<Step>[] = [
  asked,
  asked,
  asked,
  asked,
  approved,
  approved,
  approved,
  approved,
  passed,
  passed,
  passed,
  asks.map(([name, place, action]) => ask(name, place, action)),
  decides.map(([name, place, decision]) =>
    step(`${name} decides to ${decision} ${place}`, (stage) => decide(stage, name, place, decision)),
  ),
  fc.tuple(who, whom).map(([name, place]) =>
    step(`${name} withdraws ${place}`, async (stage) => {
      const [actor, request] = [await actorOf(stage, name), await newestOpen(stage, stage.subjects[place])];
      if (!actor || !request) return;
      const withdrawal = { requestKey: request.key, reason: "Changed my mind" };
      await tryOut(stage, "withdraw", () => withdrawRequest(stage.bed.services, actor, withdrawal));
    }),
  ),
  fc.tuple(whom, fc.constantFrom("ACTIVE", "SUSPENDED")).map(([place, state]) =>
    step(`${place} becomes ${state} outside`, async (stage) => {
      await stage.bed.control(`/users/${stage.subjects[place].id}`, { state });
    }),
  ),
  fc
    .tuple(whom, fc.constantFrom("suspend", "reactivate", "get"), fc.constantFrom(...faults))
    .map(([place, op, fault]) =>
      step(`the next ${op} of ${place} meets ${fault}`, async (stage) => {
        await stage.bed.control("/faults", { match: { op, user: stage.subjects[place].id }, fault });
      }),
    ),
  fc
    .tuple(who, fc.constantFrom(...roles))
    .map(([name, given]) =>
      step(`${name} is ${given.join(" and ") || "nothing"} from now on`, (stage) =>
        change(stage, name, { roles: given }),
      ),
    ),
  fc
    .tuple(who, fc.boolean())
    .map(([name, isDisabled]) =>
      step(`${name} is ${isDisabled ? "disabled" : "enabled"}`, (stage) =>
        change(stage, name, { disabledAt: isDisabled ? stage.bed.services.clock.now() : null }),
      ),
    ),
  fc
    .tuple(who, who, who, who)
    .map(([one, other, asker, confirmer]) =>
      step(`${asker} and ${confirmer} link ${one} and ${other}`, (stage) =>
        link(stage, { one, other, asker, confirmer }),
      ),
    ),
  who.map((name) => step(`${name} pauses`, (stage) => pause(stage, name))),
  who.map((name) =>
    step(`${name} resumes`, async (stage) => {
      const actor = await actorOf(stage, name);
      if (actor)
        await tryOut(stage, "resume", () => resumeExecution(stage.bed.services, actor, { reason: "On" }));
    }),
  ),
  fc.tuple(who, whom).map(([name, place]) =>
    step(`${name} settles ${place}`, async (stage) => {
      const [actor, request] = [await actorOf(stage, name), await newestOpen(stage, stage.subjects[place])];
      if (!actor || !request) return;
      const settled = { requestKey: request.key, reason: "Looked at both sides" };
      await tryOut(stage, "settle", () => settleRequest(stage.bed.services, actor, settled));
    }),
  ),
  fc.tuple(who, whom).map(([name, place]) =>
    step(`${name} comments on ${place}`, async (stage) => {
      const [actor, request] = [await actorOf(stage, name), await newestOpen(stage, stage.subjects[place])];
      if (!actor || !request) return;
      const comment = { requestKey: request.key, text: "Is she travelling?", idempotencyKey: uuidv7() };
      await tryOut(stage, "comment", () => commentRequest(stage.bed.services, actor, comment));
    }),
  ),
  who.map((name) =>
    step(`${name} lifts Ivo's freeze`, async (stage) => {
      const actor = await actorOf(stage, name);
      const lift = { personId: stage.ids.ivo, reason: "A forged alert" };
      if (actor) await tryOut(stage, "lift", () => liftFreeze(stage.bed.services, actor, lift));
    }),
  ),
];

function ask(name: Name, place: 0 | 1, action: "suspend" | "reactivate"): Step {
  return step(`${name} asks to ${action} ${place}`, async (stage) => {
    const actor = await actorOf(stage, name);
    const subject = stage.subjects[place];
    if (actor) await tryOut(stage, "ask", () => stage.bed.ask(actor, subject.email, action));
  });
}

async function decide(stage: Stage, name: Name, place: 0 | 1, decision: string): Promise<void> {
  const [actor, request] = [await actorOf(stage, name), await newestOpen(stage, stage.subjects[place])];
  if (!actor || !request) return;
  const given = decision === "deny" ? "deny" : "approve";
  const code = await tryOut(stage, given, () => stage.bed.decide(actor, request.key, given));
  if (actor.personId === request.requesterPersonId)
    expect(code, "nobody decides on what they asked").not.toBeNull();
}

async function change(
  { bed, ids }: Stage,
  name: Name,
  given: { roles?: Role[]; disabledAt?: Date | null },
): Promise<void> {
  const person = await bed.services.stores.people.byId(ids[name]);
  if (person) await bed.services.stores.commit([bed.services.stores.people.update({ ...person, ...given })]);
}

async function link(
  stage: Stage,
  names: { one: Name; other: Name; asker: Name; confirmer: Name },
): Promise<void> {
  const { bed, ids } = stage;
  const [asker, confirmer] = [await actorOf(stage, names.asker), await actorOf(stage, names.confirmer)];
  if (!asker || !confirmer) return;
  await tryOut(stage, "link", async () => {
    const accounts = { personId: ids[names.one], otherPersonId: ids[names.other], reason: "One badge" };
    const { id } = await askToLinkPersons(bed.services, asker, accounts);
    await confirmPersonLink(bed.services, confirmer, { id });
  });
}
