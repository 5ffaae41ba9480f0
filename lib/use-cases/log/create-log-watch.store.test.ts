import { expect, test } from "vitest";
import { Entry } from "#lib/domain/entry.ts";
import { LogFault } from "#lib/ports/seal.ts";
import { Conflict } from "#lib/ports/store.ts";
import { pauseExecution, readExecutionControl, resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { viewStanding } from "#lib/use-cases/view-standing.ts";
import { openTamper } from "./check/test-tamper.ts";
import { createLogWatch } from "./create-log-watch.ts";
import { writableWhileSealing } from "./open-log.ts";
import { readVerification } from "./verification-state.ts";
import { verifyLog } from "./verify-log.ts";

const minuteMs = 60_000;
const dayMs = 24 * 3_600_000;

async function openWatched() {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.log.seal.sealNow(5_000);
  const problems: unknown[] = [];
  const faults: string[] = [];
  const openWatch = (services = scene.services) =>
    createLogWatch(services, scene.log.signer, {
      fault: (words) => faults.push(words),
      problem: (error) => problems.push(error),
    });
  const entriesOf = async (type: string) => {
    const records = await scene.services.stores.log.ofChain("installation", { afterN: 0, limit: 1_000 });
    return records
      .map(({ bytes }) => Entry.parse(JSON.parse(new TextDecoder().decode(bytes))))
      .filter((entry) => entry.type === type);
  };
  const tamper = openTamper(scene.databaseUrl);
  const bend = async (from: string, to: string) =>
    tamper.run(`update entry set hash = '${to}' where hash = '${from}'`);
  const [, second] = await scene.services.stores.log.ofChain(request.caseKey, { afterN: 0, limit: 2 });
  const hash = second?.hash ?? "";
  const zeros = "0".repeat(64);
  return {
    ...scene,
    request,
    watch: openWatch(),
    openWatch,
    problems,
    faults,
    entriesOf,
    tamper,
    bend: () => bend(hash, zeros),
    mend: () => bend(zeros, hash),
    standing: () => viewStanding(scene.services, scene.ana),
  };
}

test("all of the log is looked at once a day, which is an entry, and what is new every minute, which is none", async () => {
  const { watch, services, settle, pass, entriesOf, ask, ana, log, problems } = await openWatched();
  await watch.tick();
  await settle();
  const [first] = await entriesOf("log.verified");
  const total = await services.stores.log.count();
  expect(first?.outcome).toEqual({ result: "succeeded", code: null });
  expect(first?.facts).toMatchObject({ entries: String(total - 1), size: String(total - 1) });
  await ask(ana, "raj.venkataraman@acme.example");
  await log.seal.sealNow(5_000);
  for (let minute = 0; minute < 3; minute += 1) {
    await pass(minuteMs);
    await watch.tick();
    await watch.tick();
    await settle();
  }
  const known = await readVerification(services);
  expect(known.verified?.size).toBe((await services.stores.tree.newestCheckpoint())?.size);
  expect(known.verified?.at).toBe(services.clock.now().toISOString());
  expect(await entriesOf("log.verified")).toHaveLength(1);
  await pass(dayMs);
  await watch.tick();
  await settle();
  expect(await entriesOf("log.verified")).toHaveLength(2);
  expect(problems).toEqual([]);
});

test("a fault is said on every page, pauses execution, is an entry, and takes two people to go on from", async () => {
  const { watch, services, settle, pass, entriesOf, aud, ines, ivo, request, bend, mend, standing } =
    await openWatched();
  await verifyLog({ watch }, aud);
  await settle();
  expect((await standing()).fault).toBeNull();
  await bend();
  await verifyLog({ watch }, aud);
  await settle();
  const words = `Entry 2 of ${request.caseKey} doesn't match its hash.`;
  expect(await standing()).toMatchObject({
    fault: { words, paused: true },
    paused: { by: "Countersign", reason: words },
  });
  const [, failed] = await entriesOf("log.verified");
  expect(failed).toMatchObject({
    actor: { kind: "person", personId: aud.personId },
    outcome: { result: "failed", code: "leaf_hash" },
    facts: { chain: request.caseKey, n: "2", fault: words },
  });
  expect(await entriesOf("execution.paused")).toMatchObject([
    { actor: { kind: "system", name: "verifier" }, facts: { reason: words } },
  ]);
  await resumeExecution(services, ines, { reason: "Known, and looked into" });
  await expect(resumeExecution(services, ines, { reason: "Again" })).rejects.toMatchObject({
    code: "second_person_needed",
  });
  await resumeExecution(services, ivo, { reason: "Seen" });
  // The same fault doesn't pause again what two people resumed; a page goes on saying it.
  await pass(dayMs);
  await watch.tick();
  await settle();
  expect(await standing()).toMatchObject({ fault: { words, paused: false }, paused: null });
  await mend();
  await verifyLog({ watch }, aud);
  await settle();
  expect((await standing()).fault).toBeNull();
});

test("a fault in what is new is found within the minute, and recorded once", async () => {
  const { watch, settle, pass, entriesOf, standing, signal, log, services, tamper } = await openWatched();
  await watch.tick();
  await settle();
  const { caseKey } = await signal(wendy, { title: "A further sign" });
  await log.seal.sealNow(5_000);
  await tamper.run(
    `update entry set hash = '${"0".repeat(64)}' where chain = '${caseKey ?? ""}' and n = (select n from chain where key = '${caseKey ?? ""}')`,
  );
  for (let minute = 0; minute < 3; minute += 1) {
    await pass(minuteMs);
    await watch.tick();
    await settle();
  }
  expect(await standing()).toMatchObject({ fault: { paused: true } });
  expect((await readExecutionControl(services)).state).toBe("paused");
  expect((await entriesOf("log.verified")).map(({ outcome }) => outcome?.result)).toEqual([
    "succeeded",
    "failed",
  ]);
});

test("one check of everything runs at a time: a second press, of another process too, joins it", async () => {
  const { watch, openWatch, aud, ines, settle, entriesOf } = await openWatched();
  const other = openWatch();
  const presses = await Promise.all([
    verifyLog({ watch }, aud),
    verifyLog({ watch }, ines),
    verifyLog({ watch: other }, ines),
  ]);
  await settle();
  expect(presses.filter(({ joined }) => !joined)).toHaveLength(1);
  expect(await entriesOf("log.verified")).toHaveLength(1);
  await verifyLog({ watch: other }, ines);
  await settle();
  expect(await entriesOf("log.verified")).toHaveLength(2);
});

test("a check whose process died is taken over after a minute", async () => {
  const { services, watch, aud, pass, settle, entriesOf } = await openWatched();
  const at = services.clock.now().toISOString();
  const lost = { token: "t", startedAt: at, beatAt: at, done: 1, total: 9 };
  await services.stores.commit([
    services.stores.controls.change("log-verification-run", null, JSON.stringify(lost)),
  ]);
  expect(await verifyLog({ watch }, aud)).toEqual({ joined: true });
  await pass(minuteMs);
  expect(await verifyLog({ watch }, aud)).toEqual({ joined: false });
  await settle();
  expect(await entriesOf("log.verified")).toHaveLength(1);
});

test("an analyst and a machine start no check", async () => {
  const { watch, ana } = await openWatched();
  await expect(verifyLog({ watch }, ana)).rejects.toMatchObject({ code: "role_missing" });
});

test("where the log takes no entry any more, execution is paused and the pages say why all the same", async () => {
  const { services, openWatch, aud, settle, bend, standing, problems } = await openWatched();
  const refusing = {
    ...services,
    stores: {
      ...services.stores,
      log: {
        ...services.stores.log,
        appendAll: () => {
          throw new Conflict("chain");
        },
      },
    },
  };
  const watch = openWatch(refusing);
  await bend();
  await verifyLog({ watch }, aud);
  await settle();
  expect(await standing()).toMatchObject({ fault: { paused: true }, paused: { by: "Countersign" } });
  expect(problems).not.toEqual([]);
  // Once it can be told it is, and only then.
  expect((await readVerification(services)).fault).toMatchObject({ recorded: false });
  await openWatch().tick();
  await settle();
  expect((await readVerification(services)).fault).toMatchObject({ recorded: true });
});

test("on a halted log the check still answers, and writes nothing", async () => {
  const { services, log, openWatch, aud, settle, bend } = await openWatched();
  const seal = log.another().seal;
  seal.halt(new LogFault("The database is older than the log."));
  const stores = writableWhileSealing(services.stores, seal);
  const before = await services.stores.log.count();
  const watch = openWatch({ ...services, stores, seal });
  await bend();
  await watch.tick();
  expect(await verifyLog({ watch }, aud)).toEqual({ joined: false });
  await settle();
  expect(watch.untold()).toMatchObject({
    fault: { kind: "leaf_hash" },
    whole: { faults: expect.any(Number) as number },
  });
  expect(await viewStanding({ ...services, watch }, aud)).toMatchObject({
    fault: { words: expect.stringContaining("doesn't match its hash") as string },
  });
  expect(await services.stores.log.count()).toBe(before);
});

test("a pause by a person stays theirs when a fault is found in it", async () => {
  const { services, watch, ines, aud, settle, bend, standing } = await openWatched();
  await pauseExecution(services, ines, { reason: "Maintenance" });
  await bend();
  await verifyLog({ watch }, aud);
  await settle();
  expect((await standing()).paused).toMatchObject({ by: "Ines Lindqvist", reason: "Maintenance" });
});
