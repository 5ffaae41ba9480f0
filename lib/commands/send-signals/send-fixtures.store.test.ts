import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Intake, openIntake, startedAt } from "#lib/server/signals/test-intake.ts";
import { findAddresses } from "./find-addresses.ts";
import { isBad } from "./print-score.ts";
import { findFiles, type Payload, readPayloads } from "./read-payloads.ts";
import { scoreOutcome } from "./score-outcomes.ts";

const fixtures = path.resolve(import.meta.dirname, "../../adapters/signals/fixtures");
const accountId = "XLQMR47VZPBKJHSGWNCYFDE3T9";

let intake: Intake;
let payloads: Payload[];
beforeEach(async () => {
  intake = await openIntake();
  payloads = findFiles([fixtures]).flatMap(readPayloads);
  const addresses = new Set(payloads.flatMap(({ value }) => [...findAddresses(value)]));
  const people = [...addresses].map((email, at) => ({
    userId: `P${String(at).padStart(25, "2")}`,
    name: email,
    email,
    state: "ACTIVE" as const,
    rawState: "ACTIVE",
    readAt: startedAt,
  }));
  await intake.stores.subjects.saveListing(accountId, people, startedAt);
});
afterEach(() => intake.close());

async function subjectOf(key: string) {
  const found = await intake.stores.cases.byKey(key);
  return found && (await intake.stores.subjects.byId(found.subjectId));
}

// A fifth of a thousand commits, one after the other.
const withinMs = 90_000;

it(
  "every format's payloads are filed under whom they name, and a second send adds nothing",
  async () => {
    const misfiled: string[] = [];
    for (const payload of payloads) {
      const { results: rows, rejected } = await intake.send(payload.bytes);
      expect(rejected).toBe(0);
      const score = await scoreOutcome({ payload, rows, problem: null }, subjectOf);
      if (isBad(score)) misfiled.push(`${payload.file} ${payload.at}: ${score.verdict} ${score.why}`);
    }
    expect(misfiled).toEqual([]);

    const before = await intake.stores.cases.counts();
    for (const payload of payloads) expect((await intake.send(payload.bytes)).accepted).toBe(0);
    expect(await intake.stores.cases.counts()).toEqual(before);
  },
  withinMs,
);
