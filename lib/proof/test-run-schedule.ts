import fc from "fast-check";
import { z } from "zod";
import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { settleRequest } from "#lib/use-cases/settle-request.ts";
import type { Bed } from "./test-bed.ts";
import { driveToEnd, endWatches } from "./test-drive.ts";
import { checkLedger, checkPerson } from "./test-invariants.ts";
import { actionFault, type CallFault, readFault } from "./test-schedule.ts";

/** How long the client waits for an answer here; slow answers take longer. */
export const callMs = 250;

/** An answer in good form with a state that isn't so: of a reading, or of a call that did nothing. */
function lies(answer: CallFault | null): boolean {
  if (answer?.fault === "extra_field") return answer.args["apply"] === false;
  return answer?.fault === "stale_read" || (answer?.fault === "wrong_state" && !("apply" in answer.args));
}

/** One request of a schedule: what goes wrong with its calls and readings, and how long until the next one is asked. */
const turn = fc.record({
  action: fc.constantFrom("suspend" as const, "reactivate" as const),
  calls: fc.array(actionFault(callMs * 2), { minLength: 1, maxLength: 3 }),
  reads: fc.array(readFault(), { maxLength: 4 }),
  waitsMs: fc.array(fc.constantFrom(0, 1_000, 2_000, 5_000, 15_000, 30_000, 61_000, 106_000), {
    minLength: 1,
    maxLength: 5,
  }),
  /** How late a call lands that is held back: a minute at most, which is what the quiet time assumes. */
  landAfterMs: fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 3 }),
});
export type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

/**
 * Some requests about one person, one after the other. Two answers in a row that lie fool any client, and `twice in a
 * row` is all that the rules ask for; a lie that nobody met in its turn waits for the next. So a schedule has one.
 */
export const schedule: fc.Arbitrary<Turn[]> = fc.array(turn, { minLength: 2, maxLength: 4 }).map((turns) => {
  let lied = false;
  const once = (answer: CallFault | null) => {
    if (!lies(answer)) return answer;
    const kept = lied ? null : answer;
    lied = true;
    return kept;
  };
  return turns.map((one) => ({ ...one, calls: one.calls.map(once), reads: one.reads.map(once) }));
});

export interface Crew {
  analyst: PersonActor;
  leads: PersonActor[];
}

const held = z.object({ items: z.array(z.object({ id: z.number(), user: z.string().nullable() })) });

interface Subject {
  id: string;
  email: string;
}

/** Plays a schedule on one person, to its very end, and checks the rules on the way. */
export async function runSchedule(
  bed: Bed,
  { turns, subject, crew }: { turns: Turn[]; subject: Subject; crew: Crew },
): Promise<{ end: "agrees" | "needs_attention"; landed: number; requests: number }> {
  const late = lateLandings(bed, subject);
  let requests = 0;
  for (const { action, calls, reads, waitsMs, landAfterMs } of turns) {
    late.expect(landAfterMs);
    await arm(bed, { subject, op: action, faults: calls });
    if (await askAndApprove(bed, { subject, crew, action })) requests += 1;
    await arm(bed, { subject, op: "get", faults: reads });
    for (const waitMs of [0, ...waitsMs]) {
      await late.pass(waitMs);
      await checkPerson(bed, subject.id);
    }
  }
  await driveToEnd(bed, subject.id, late.pass);
  await late.pass(61_000);
  await bed.control("/faults", undefined, "DELETE");
  await driveToEnd(bed, subject.id, late.pass);
  await checkPerson(bed, subject.id);
  const end = await checkLedger(bed, subject.id);
  if (end === "needs_attention") await settleAll(bed, { subject, lead: crew.leads[0], pass: late.pass });
  await endWatches(bed, [subject]);
  return { end, landed: late.landed(), requests };
}

/** Time that stops at each landing on its way: a held call lands when the schedule says, by the proof's clock. */
function lateLandings(bed: Bed, subject: Subject) {
  const known = new Map<number, number>();
  let delaysMs: number[] = [];
  let landed = 0;
  const notice = async () => {
    const { items } = held.parse(await bed.control("/held"));
    for (const { id, user } of items) {
      if (user !== subject.id || known.has(id)) continue;
      known.set(id, bed.nowMs() + (delaysMs[known.size % delaysMs.length] ?? 0));
    }
  };
  return {
    expect: (landAfterMs: number[]) => {
      delaysMs = landAfterMs;
    },
    landed: () => landed,
    async pass(ms: number) {
      const untilMs = bed.nowMs() + ms;
      for (;;) {
        const [next] = [...known].filter(([, atMs]) => atMs <= untilMs).toSorted((a, b) => a[1] - b[1]);
        if (next === undefined) break;
        const [id, atMs] = next;
        known.set(id, Number.POSITIVE_INFINITY);
        bed.shift(Math.max(0, atMs - bed.nowMs()));
        await bed.control("/held", { id });
        landed += 1;
      }
      await bed.pass(Math.max(0, untilMs - bed.nowMs()));
      await notice();
    },
  };
}

/** Arms the faults in order; a null lets one call pass untouched. */
async function arm(
  bed: Bed,
  input: { subject: Subject; op: string; faults: readonly (CallFault | null)[] },
): Promise<void> {
  let skip = 0;
  const script = [];
  for (const one of input.faults) {
    if (one === null) skip += 1;
    else {
      script.push({ match: { op: input.op, user: input.subject.id, skip, times: 1 }, ...one });
      skip = 0;
    }
  }
  if (script.length > 0) await bed.control("/faults", script);
}

/** Whether a request came about and has what it needs; a refusal is an answer as well. */
async function askAndApprove(
  bed: Bed,
  { subject, crew, action }: { subject: Subject; crew: Crew; action: Turn["action"] },
): Promise<boolean> {
  const approveOnly = { ...bed.services, start: () => undefined };
  try {
    const request = await bed.ask(bed.again(crew.analyst), subject.email, action);
    for (const lead of crew.leads.slice(0, request.needed)) {
      await bed.decide(bed.again(lead), request.key, "approve", approveOnly);
    }
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** What a person was asked to look at is settled by readings, and then the ledger agrees as well. */
async function settleAll(
  bed: Bed,
  {
    subject,
    lead,
    pass,
  }: { subject: Subject; lead: PersonActor | undefined; pass: (ms: number) => Promise<void> },
): Promise<void> {
  if (lead === undefined) return;
  await pass(106_000);
  for (const { status, key } of await bed.services.stores.requests.ofSubject(subject.id, 100)) {
    if (status !== "needs_attention") continue;
    await settleRequest(bed.services, bed.again(lead), { requestKey: key, reason: "Looked at both sides" });
  }
  await driveToEnd(bed, subject.id, pass);
  await checkPerson(bed, subject.id);
  await checkLedger(bed, subject.id);
}
