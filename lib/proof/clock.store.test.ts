import { expect, test } from "vitest";
import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { withBed } from "./test-bed.ts";
import { driveToEnd } from "./test-drive.ts";
import { checkedChain, checkLedger, checkPerson } from "./test-invariants.ts";

const hour = 3_600_000;
const day = 24 * hour;

test("a clock that jumps a day ahead expires with an entry each, and back again revives nothing", async () => {
  await withBed({}, async (bed) => {
    const ana = await bed.member("Ana", ["analyst"]);
    const ines = await bed.member("Ines", ["iam_lead"]);
    const people = (await bed.subjects()).slice(0, 3);
    const requests = [];
    for (const { email } of people) requests.push(await bed.ask(bed.again(ana), email));
    await bed.pass(day);
    for (const { key, caseKey } of requests) {
      expect((await bed.byKey(key)).status).toBe("expired");
      const told = (await checkedChain(bed, caseKey)).filter(({ type }) => type === "request.expired");
      expect(told.map(({ request }) => request?.key)).toEqual([key]);
    }
    await bed.pass(-day);
    for (const { key } of requests) {
      await expect(bed.decide(bed.again(ines), key)).rejects.toMatchObject({ code: "request_expired" });
      expect((await bed.byKey(key)).status).toBe("expired");
    }
    for (const { id } of people) expect(await bed.effectsOn(id)).toEqual([]);
  });
});

test("a clock that goes back while something is decided leaves times in the log that never decrease", async () => {
  await withBed({}, async (bed) => {
    const ana = await bed.member("Ana", ["analyst"]);
    const ines = await bed.member("Ines", ["iam_lead"]);
    const [subject] = await bed.subjects();
    if (!subject) throw new Error("Nobody is there.");
    const request = await bed.ask(ana, subject.email);
    bed.shift(-3 * hour);
    await bed.decide(bed.again(ines), request.key);
    await bed.settle();
    const entries = await checkedChain(bed, request.caseKey);
    expect(entries.filter(({ late }) => late).map(({ type }) => type)).toContain("request.approved");
    await driveToEnd(bed, subject.id);
    expect((await bed.byKey(request.key)).status).toBe("succeeded");
    await checkPerson(bed, subject.id);
  });
});

test("a clock that jumps while an outcome is unknown settles nothing by itself, and nothing is sent twice", async () => {
  for (const jumpMs of [-2 * day, -hour, hour, 3 * day]) {
    await withBed({}, async (bed) => {
      const ana = await bed.member("Ana", ["analyst"]);
      const ines = await bed.member("Ines", ["iam_lead"]);
      const [subject] = await bed.subjects();
      if (!subject) throw new Error("Nobody is there.");
      const request = await bed.ask(ana, subject.email);
      await bed.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
      await bed.decide(ines, request.key);
      await bed.settle();
      expect((await bed.byKey(request.key)).status).toBe("unknown");
      bed.shift(jumpMs);
      await advanceRequests(bed.services);
      // Whoever set the clock back sets it right again some time: what waits for a time waits until then.
      if (jumpMs < 0) bed.shift(-jumpMs);
      await driveToEnd(bed, subject.id);
      expect((await bed.byKey(request.key)).status, `${jumpMs} ms`).toBe("succeeded");
      expect((await bed.effectsOn(subject.id)).length).toBe(1);
      await checkPerson(bed, subject.id);
      await checkLedger(bed, subject.id);
    });
  }
});

test("a clock that was set back between two successes doesn't make the older one the newest", async () => {
  await withBed({}, async (bed) => {
    const ana = await bed.member("Ana", ["analyst"]);
    const ines = await bed.member("Ines", ["iam_lead"]);
    const [subject] = await bed.subjects();
    if (!subject) throw new Error("Nobody is there.");
    const carryOut = async (action: "suspend" | "reactivate") => {
      const { key } = await bed.ask(bed.again(ana), subject.email, action);
      await bed.decide(bed.again(ines), key);
      await bed.settle();
      return bed.byKey(key);
    };
    await carryOut("suspend");
    await carryOut("reactivate");
    bed.shift(-hour);
    const again = await carryOut("suspend");
    expect(again.status).toBe("succeeded");
    const newest = await bed.services.stores.requests.newestSucceeded(subject.id);
    expect(newest?.key).toBe(again.key);
    await checkLedger(bed, subject.id);
  });
});
