import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openFileLock } from "#db/file-lock.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import { loadEnv } from "#lib/server/env.ts";
import { loadKeys } from "#lib/server/keys.ts";
import { sessionCookie } from "#lib/server/session/cookies.ts";
import { measureApproval } from "./bench/approve-to-call.ts";
import { measureCasePage } from "./bench/case-page-growth.ts";
import { describeMachine, type Figure, printFigures, ratioFigure, valueFigure } from "./bench/figures.ts";
import { type Doors, fillDatabase } from "./bench/fill-database.ts";
import { measure, measureInTurns, type Target } from "./bench/measure.ts";
import { measureSignals } from "./bench/measure-signals.ts";
import { measureLog } from "./bench/measure-log.ts";
import { benchEnvironment, startConsole } from "./bench/start-console.ts";
import { buildConsole } from "./start/build-console.ts";
import { createSupervisor } from "./start/supervisor.ts";

/*
 * `log` measures the audit log with 1,000 and with 1,000,000 entries (see bench/measure-log.ts). `pages` measures the
 * production build on 1,000 and on 100,000 cases: three consoles run side by side and are measured in turns; the third
 * is the same build with the data of its pages in memory (see bench/bare-services.ts). `signals` measures the intake while
 * the queue is looked at (see bench/measure-signals.ts). Without a name all of them.
 */

const root = path.resolve(import.meta.dirname, "../..");
const sizes = { small: 1_000, large: 100_000 } as const;
const pageConnections = 4;
const jsonConnections = 10;
const warmUpSeconds = 4;

const startedAt = new Date();
const folder = mkdtempSync(path.join(tmpdir(), "countersign-bench-"));
const say = (sentence: string): void => console.log(sentence);
const supervisor = createSupervisor({ cwd: root, say });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => supervisor.stop(1));
process.on("disconnect", () => supervisor.stop(1));
process.channel?.unref();
void supervisor.whenOver.then((status) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(status);
});

try {
  report([
    ...(isAsked("log") ? await measureLog(folder, say) : []),
    ...(isAsked("pages") ? await measurePages() : []),
    ...(isAsked("signals") ? await measureIntake() : []),
  ]);
  supervisor.stop(0);
} catch (error) {
  if (!supervisor.isStopping) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  supervisor.stop(1);
}

function isAsked(part: "log" | "pages" | "signals"): boolean {
  const asked = process.argv.slice(2);
  return asked.length === 0 || asked.includes(part);
}

async function build(): Promise<void> {
  const buildWords = await buildConsole({ root, env: buildEnvironment(), supervisor, say });
  if (buildWords !== null)
    throw new Error(`${buildWords}\nThe console could not be built, so nothing was measured.`);
}

async function measureIntake(): Promise<Figure[]> {
  await build();
  return measureSignals({ root, supervisor, folder, data: await fill("small", "intake"), say });
}

async function measurePages(): Promise<Figure[]> {
  await build();
  const small = await fill("small");
  const large = await fill("large");
  say("Starting three consoles …");
  const consoles = {
    small: targetsOf(await startConsole({ root, supervisor, dataDir: small.dataDir, bare: false }), small),
    large: targetsOf(await startConsole({ root, supervisor, dataDir: large.dataDir, bare: false }), large),
    bare: targetsOf(await startConsole({ root, supervisor, dataDir: large.dataDir, bare: true }), large),
  };
  for (const one of [consoles.bare, consoles.small, consoles.large]) {
    await checkPage(one.page);
    await measure(one.page, warmUpSeconds);
    await measure(one.json, warmUpSeconds);
  }
  say("Measuring, which takes about two minutes …");
  const pages = await measureInTurns(
    { small: consoles.small.page, large: consoles.large.page, bare: consoles.bare.page },
    { rounds: 5, seconds: 5 },
  );
  const json = await measureInTurns(
    { large: consoles.large.json, bare: consoles.bare.json },
    { rounds: 5, seconds: 4 },
  );
  return [
    ratioFigure({
      name: "queue-page-vs-bare",
      value: pages.large.p50Ms,
      unit: "ms",
      comparedWith: "the same page of the same build, its data in memory",
      comparison: pages.bare.p50Ms,
      atMost: 1.5,
    }),
    ratioFigure({
      name: "queue-page-growth",
      value: pages.large.p50Ms,
      unit: "ms",
      comparedWith: `the same page with ${sizes.small} cases instead of ${sizes.large}`,
      comparison: pages.small.p50Ms,
      atMost: 1.3,
    }),
    valueFigure({
      name: "queue-json-rps",
      value: json.large.perSecond,
      unit: "requests/s",
      comparedWith: "the same route, its data in memory",
      comparison: json.bare.perSecond,
      goal: { atLeast: 500 },
    }),
    valueFigure({
      name: "queue-json-p99-ms",
      value: json.large.p99Ms,
      unit: "ms",
      comparedWith: "the same route, its data in memory",
      comparison: json.bare.p99Ms,
      goal: { atMost: 100 },
    }),
    await measureCasePage({ root, supervisor, folder }),
    await measureApproval({ root, supervisor, folder, say }),
  ];
}

async function fill(size: keyof typeof sizes, name: string = size): Promise<Doors & { dataDir: string }> {
  say(`Making ${sizes[size]} cases …`);
  const dataDir = path.join(folder, name);
  mkdirSync(dataDir, { mode: 0o700 });
  const loaded = loadEnv(benchEnvironment(dataDir, 3000));
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ variable, message }) => `${variable} ${message}`).join("\n"));
  const { databaseUrl } = loaded.env;
  const { dataKey, logSigningKey } = loadKeys(loaded.env);
  const signer = createFileSigner({
    folder: dataDir,
    logOrigin: loaded.env.logOrigin,
    key: logSigningKey,
    lock: openFileLock(path.join(dataDir, "signer.lock")),
  });
  return { dataDir, ...(await fillDatabase({ databaseUrl, dataKey, signer, cases: sizes[size] })) };
}

function targetsOf(url: string, doors: Doors): { page: Target; json: Target } {
  const cookie = `${sessionCookie(url).name}=${doors.sessionToken}`;
  return {
    page: { url: `${url}/cases`, headers: { cookie }, connections: pageConnections },
    json: {
      url: `${url}/api/v1/cases`,
      headers: { authorization: `Bearer ${doors.apiKey}` },
      connections: jsonConnections,
    },
  };
}

/** A page without rows would be quick for the wrong reason. */
async function checkPage({ url, headers }: Target): Promise<void> {
  const answer = await fetch(url, { headers, redirect: "manual" });
  const rows = new Set((await answer.text()).match(/IR-\d+/g)).size;
  if (answer.status !== 200 || rows < 50) {
    throw new Error(`${url} answered ${answer.status} with ${rows} cases instead of a full page.`);
  }
}

function buildEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

function report(figures: readonly Figure[]): void {
  const database = "SQLite, WAL, synchronous=FULL";
  const results = { machine: describeMachine(), startedAt: startedAt.toISOString(), database, figures };
  writeFileSync(path.join(root, "bench-results.json"), `${JSON.stringify(results, null, 2)}\n`);
  say(
    `\n${results.machine}\n${database}; ${pageConnections} pages, ${jsonConnections} JSON requests at a time\n`,
  );
  say(printFigures(figures));
  say("\nbench-results.json holds the same.");
}
