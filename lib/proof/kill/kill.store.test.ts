import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { DomainError } from "#lib/domain/errors.ts";
import { isEnded } from "#lib/domain/request.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { type Bed, requestOf, withBed } from "#lib/proof/test-bed.ts";
import { checkLedger, checkPerson } from "#lib/proof/test-invariants.ts";
import { guardRailsName } from "#lib/domain/guard-rails-setting.ts";
import { unrailed } from "#lib/proof/test-unrailed.ts";
import { kill, startVictim, victimEnvironment } from "./test-victim.ts";

const amount = amountOf("kills", 8);
/** A minute of production: its spans are about forty times as long as the victim's. */
const endWithinMs = 60_000;
const armed = z.object({ items: z.array(z.unknown()) });

/** Where the process is when it is killed; the slow answer of the simulated account holds the door open. */
const windows = {
  "at any moment": null,
  "before the mark, while it reads": { op: "get", fault: "delay", args: { ms: 700, when: "after" } },
  "after the mark, before 1Password looks": {
    op: "action",
    fault: "delay",
    args: { ms: 700, when: "before" },
  },
  "after 1Password did it, before its answer": {
    op: "action",
    fault: "delay",
    args: { ms: 700, when: "after" },
  },
  "with the answer lost": { op: "action", fault: "reset_after_apply", args: {} },
} as const;
type Window = keyof typeof windows;
const moments = Object.keys(windows) as Window[];

interface Crew {
  ana: PersonActor;
  ines: PersonActor;
}

test(
  "killed with -9 again and again, the product does nothing twice and nothing is stuck",
  async () => {
    const startedAt = performance.now();
    const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-kill-"));
    const counts: Record<string, number> = { requests: 0, effects: 0 };
    try {
      await withBed({ people: 60 }, async (bed) => {
        const environment = victimEnvironment(bed, dataDir);
        // The victim is the product with its own rails, which would hold back what this proof is about.
        await bed.services.stores.commit([
          bed.services.stores.controls.change(
            guardRailsName,
            null,
            JSON.stringify({ rails: unrailed, asked: null }),
          ),
        ]);
        const crew = {
          ana: await bed.member("Ana", ["analyst"]),
          ines: await bed.member("Ines", ["iam_lead"]),
        };
        const people = (await bed.subjects()).slice(0, 6);
        const plan = fc.sample(
          fc.record({ at: fc.constantFrom(...moments), ms: fc.integer({ min: 0, max: 400 }) }),
          {
            numRuns: amount.count,
            seed: amount.seed,
          },
        );
        for (const [round, { at, ms }] of plan.entries()) {
          const child = await startVictim(environment);
          const keys = await askSome(bed, { crew, people, round });
          const [first] = keys;
          if (first) await arm(bed, { at, key: first });
          for (const key of keys) child.send({ key, personId: crew.ines.personId });
          if (at === "at any moment" || !first) await sleep(ms);
          else await untilStruck(bed);
          await kill(child);
          await bed.control("/faults", undefined, "DELETE");
          counts[at] = (counts[at] ?? 0) + 1;
          counts["requests"] = (counts["requests"] ?? 0) + keys.length;
          for (const { id } of people) await checkPerson(bed, id);
        }
        const last = await startVictim(environment);
        await untilEnded(bed, people);
        await kill(last);
        for (const { id } of people) {
          await checkPerson(bed, id);
          await checkLedger(bed, id);
          counts["effects"] = (counts["effects"] ?? 0) + (await countEffects(bed, id));
        }
      });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
    expect(counts["requests"]).toBeGreaterThan(0);
    recordProof({
      proof: "kill -9 of the running product",
      count: amount.count,
      seed: amount.seed,
      ms: performance.now() - startedAt,
      counts,
    });
  },
  amount.timeoutMs,
);

/** What still waits for its approval after the last kill, and new requests: the opposite of what people are now. */
async function askSome(
  bed: Bed,
  { crew, people, round }: { crew: Crew; people: { id: string; email: string }[]; round: number },
): Promise<string[]> {
  bed.shift(Date.now() - bed.nowMs());
  const keys: string[] = [];
  for (let place = 0; place < people.length && keys.length < 3; place += 1) {
    const subject = people[(round + place) % people.length];
    if (!subject) continue;
    const known = await bed.services.stores.requests.ofSubject(subject.id, 5);
    const waiting = known.find(({ status }) => status === "pending");
    if (waiting) {
      keys.push(waiting.key);
      continue;
    }
    const action = (await bed.stateOf(subject.id)) === "ACTIVE" ? "suspend" : "reactivate";
    try {
      keys.push((await bed.ask(bed.again(crew.ana), subject.email, action)).key);
    } catch (error) {
      // One of theirs is still under way after the last kill: their turn comes later.
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return keys;
}

async function arm(bed: Bed, { at, key }: { at: Window; key: string }): Promise<void> {
  const window = windows[at];
  if (window === null) return;
  const { subjectId, action } = await bed.byKey(key);
  const { fault, args } = window;
  // The first reading is the approval's own; the executor's comes after it.
  const match =
    window.op === "get" ? { op: "get", user: subjectId, skip: 1 } : { op: action, user: subjectId };
  await bed.control("/faults", { match: { ...match, times: 1 }, fault, args });
}

async function untilStruck(bed: Bed): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    if (armed.parse(await bed.control("/faults")).items.length === 0) return;
    await sleep(5);
  }
}

async function untilEnded(bed: Bed, people: { id: string }[]): Promise<void> {
  const deadline = Date.now() + endWithinMs;
  for (;;) {
    const requests = (
      await Promise.all(people.map(({ id }) => bed.services.stores.requests.ofSubject(id, 1_000)))
    ).flat();
    const left = requests.filter(
      ({ status, holdsUser }) =>
        status !== "pending" && status !== "needs_attention" && (!isEnded(status) || holdsUser),
    );
    if (left.length === 0) return;
    const told = left.map(({ key, status }) => `${key} ${status}`).join(", ");
    expect(Date.now(), `stuck: ${told}`).toBeLessThan(deadline);
    await sleep(100);
  }
}

/** Each request changed the person once at most. */
async function countEffects(bed: Bed, userId: string): Promise<number> {
  const changed = (await bed.effectsOn(userId)).filter((effect) => effect.changed);
  const keys = changed.map(({ userAgent }) => requestOf(userAgent));
  expect(new Set(keys).size, `effects on ${userId}: ${keys.join(", ")}`).toBe(keys.length);
  return changed.length;
}
