import fc, { type Scheduler } from "fast-check";
import { expect, test } from "vitest";
import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isEnded } from "#lib/domain/request.ts";
import type { Services } from "#lib/ports/services.ts";
import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { executeRequest } from "#lib/use-cases/execution/execute-request.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import { amountOf, recordProof } from "./test-amount.ts";
import { type Bed, withBed } from "./test-bed.ts";
import { driveToEnd, endWatches } from "./test-drive.ts";
import { interleaved } from "./test-interleave.ts";
import { checkLedger, checkPerson } from "./test-invariants.ts";

const perBed = 60;
const amount = amountOf("interleavings", 100);

/** What somebody may do to one request at the same moment as others. */
const deeds = [
  "approve as Ines",
  "approve as Ivo",
  "approve as Ines again",
  "deny as Imani",
  "withdraw",
  "recall as Imani",
  "expire",
  "execute",
  "advance",
] as const;
type Deed = (typeof deeds)[number];

interface Crew {
  ana: PersonActor;
  ines: PersonActor;
  ivo: PersonActor;
  imani: PersonActor;
}

test(
  "whatever meets on one request at the same moment, one of them wins and the others are told",
  async () => {
    const startedAt = performance.now();
    const ends: Record<string, number> = {};
    for (let done = 0; done < amount.count; done += perBed) {
      await withBed({ people: 150 }, async (bed) => {
        const people = await bed.subjects();
        const crew = {
          ana: await bed.member("Ana", ["analyst"]),
          ines: await bed.member("Ines", ["iam_lead"]),
          ivo: await bed.member("Ivo", ["iam_lead"]),
          imani: await bed.member("Imani", ["iam_lead"]),
        };
        const property = fc.asyncProperty(
          fc.scheduler(),
          fc.array(fc.constantFrom(...deeds), { minLength: 2, maxLength: 6 }),
          fc.boolean(),
          async (scheduler, together, twoNeeded) => {
            const subject = people.pop();
            if (subject === undefined) throw new Error("There are more interleavings than people.");
            const end = await meet(bed, { scheduler, together, twoNeeded, subject, crew });
            ends[end] = (ends[end] ?? 0) + 1;
          },
        );
        const numRuns = Math.min(perBed, amount.count - done);
        await fc.assert(property, { numRuns, seed: amount.seed + done, endOnFailure: true });
      });
    }
    expect(Object.keys(ends).length).toBeGreaterThan(3);
    recordProof({
      proof: "scheduled interleavings",
      count: amount.count,
      seed: amount.seed,
      ms: performance.now() - startedAt,
      counts: ends,
    });
  },
  amount.timeoutMs,
);

async function meet(
  bed: Bed,
  input: {
    scheduler: Scheduler;
    together: Deed[];
    twoNeeded: boolean;
    subject: { id: string; email: string };
    crew: Crew;
  },
): Promise<string> {
  const { scheduler, together, twoNeeded, subject, crew } = input;
  // Somebody whom the console didn't suspend needs two approvals.
  if (twoNeeded) await bed.control(`/users/${subject.id}`, { state: "SUSPENDED" });
  const action = twoNeeded ? "reactivate" : "suspend";
  const request = await bed.ask(bed.again(crew.ana), subject.email, action);
  const started: Promise<unknown>[] = [];
  const run = together.map((deed, index) => {
    const services: Services = {
      ...interleaved(bed.services, scheduler, `${index} ${deed}`),
      start: (task) => void started.push(task()),
    };
    return doDeed(bed, { deed, services, request, crew });
  });
  const answers = await scheduler.waitFor(Promise.allSettled(run));
  while (started.length > 0) await scheduler.waitFor(Promise.allSettled(started.splice(0)));
  for (const answer of answers) {
    if (answer.status === "rejected" && !(answer.reason instanceof DomainError)) throw answer.reason;
  }

  await checkPerson(bed, subject.id);
  const now = await bed.byKey(request.key);
  const counted = (deed: string) =>
    together.some((one, index) => one.startsWith(deed) && answers[index]?.status === "fulfilled");
  const votes = await bed.services.stores.requests.votes(request.id);
  expect(
    votes.some(({ decision }) => decision === "deny"),
    "a denial that was confirmed is a vote",
  ).toBe(counted("deny"));
  const withdrawn = counted("withdraw") || counted("recall") ? "withdrawn" : now.status;
  expect(now.status, "whoever was told that they won, won").toBe(counted("deny") ? "denied" : withdrawn);
  for (const name of ["Ines", "Ivo"] as const) {
    const personId = crew[name === "Ines" ? "ines" : "ivo"].personId;
    const voted = votes.some((vote) => vote.personId === personId);
    expect(voted, `${name}'s approval is counted exactly when they were told so`).toBe(
      counted(`approve as ${name}`),
    );
  }
  await finish(bed, { request, subject, crew });
  const end = await bed.byKey(request.key);
  const own = (await bed.effectsOn(subject.id)).filter(({ source }) => source !== "outside");
  expect(own.length, "one effect where it was carried out, none elsewhere").toBe(
    end.status === "succeeded" ? 1 : 0,
  );
  expect(isEnded(end.status)).toBe(true);
  return end.status;
}

/** Nothing is left over for the next meeting. */
async function finish(
  bed: Bed,
  { request, subject, crew }: { request: { key: string }; subject: { id: string }; crew: Crew },
): Promise<void> {
  if ((await bed.byKey(request.key)).status === "pending") {
    await withdrawRequest(bed.services, crew.ana, { requestKey: request.key, reason: "" });
  }
  await driveToEnd(bed, subject.id);
  await checkPerson(bed, subject.id);
  await checkLedger(bed, subject.id);
  await endWatches(bed, [subject]);
}

async function doDeed(
  bed: Bed,
  input: { deed: Deed; services: Services; request: { id: string; key: string }; crew: Crew },
): Promise<unknown> {
  const { deed, services, request, crew } = input;
  const key = request.key;
  switch (deed) {
    case "approve as Ines":
    case "approve as Ines again":
      return bed.decide(bed.again(crew.ines), key, "approve", services);
    case "approve as Ivo":
      return bed.decide(bed.again(crew.ivo), key, "approve", services);
    case "deny as Imani":
      return bed.decide(bed.again(crew.imani), key, "deny", services);
    case "withdraw":
      return withdrawRequest(services, crew.ana, { requestKey: key, reason: "" });
    case "recall as Imani":
      return withdrawRequest(services, crew.imani, { requestKey: key, reason: "Too soon" });
    case "expire":
      bed.shift(3_600_000);
      return advanceRequests(services);
    case "execute":
      return executeRequest(services, request.id);
    case "advance":
      return advanceRequests(services);
  }
}
