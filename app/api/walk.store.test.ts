import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ProblemAnswer } from "#lib/server/openapi/answers.ts";
import { listRefusals } from "#lib/server/openapi/list-refusals.ts";
import type { Operation } from "#lib/server/openapi/operation.ts";
import { operations } from "#lib/server/openapi/operations.ts";
import { anyCall } from "./test-any-call.ts";
import { type MachineWorld, openMachineWorld } from "./test-machine-world.ts";

let world: MachineWorld;
let otherScope = "";

beforeAll(async () => {
  world = await openMachineWorld();
  otherScope = (await world.makeKey(["subjects:write"])).token;
}, 60_000);
afterAll(() => world.close());

/** What is wrong with an answer; empty where it keeps what the document says. */
function faultsOf(operation: Operation, answer: Response, text: string): string[] {
  const faults: string[] = [];
  // Nobody answers for the identity provider here, which is what readiness has to say.
  if (answer.status >= 500 && operation.id !== "readReadiness") faults.push(`${answer.status}: ${text}`);
  if (/\bat .*\.ts:\d|node_modules|SqliteError/.test(text)) faults.push(`says too much: ${text}`);
  // Dots climb out of the address before it is sent: no route of ours was asked.
  if (text === "" && answer.status === 404) return faults;
  if (answer.ok) {
    const isSaid = operation.answers.some(({ status }) => status === answer.status);
    return isSaid ? faults : [...faults, `${answer.status} is not in the document`];
  }
  const own = operation.ownRefusals?.find(({ status }) => status === answer.status);
  if (own && answer.headers.get("content-type") === "application/json") {
    own.json.parse(JSON.parse(text));
    return faults;
  }
  const problem = ProblemAnswer.loose().parse(JSON.parse(text));
  if (answer.headers.get("content-type") !== "application/problem+json") faults.push("no problem+json");
  if (problem.status !== answer.status) faults.push("another status in the body");
  // A wild path may be that of another operation.
  const codes = operations
    .filter((one) => one.method === operation.method)
    .flatMap((one) => listRefusals(one).get(answer.status) ?? []);
  if (!codes.includes(problem.code)) faults.push(`${answer.status} ${problem.code} is not in the document`);
  return faults;
}

test("whatever is sent, nothing answers 5xx, every answer is one of the document, and nothing but a 2xx has an effect", async () => {
  let before = await world.rows();
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(anyCall(world, otherScope), async ({ operation, request }) => {
      const { path, ...init } = request;
      const answer = await fetch(`${world.base}${path}`, init);
      const text = await answer.text();
      seen.add(answer.status);
      expect(faultsOf(operation, answer, text)).toEqual([]);
      const after = await world.rows();
      const had = before;
      before = after;
      expect(answer.ok ? null : after).toEqual(answer.ok ? null : had);
    }),
    { numRuns: 700, seed: 20_261_122, endOnFailure: true },
  );
  // The walk reached good answers and bad ones alike.
  expect([...seen]).toEqual(expect.arrayContaining([200, 201, 202, 400, 401, 403, 404, 415, 422]));
}, 120_000);
