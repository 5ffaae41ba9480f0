import path from "node:path";
import { loadSettings } from "#lib/server/env.ts";
import type { Settings } from "#lib/server/env.ts";
import { loadKeys } from "#lib/server/keys.ts";
import { buildConsole } from "./start/build-console.ts";
import { checkDataDir } from "./start/check-data-dir.ts";
import { describePortProblem, findPortProblems } from "./start/check-ports.ts";
import type { WantedPort } from "./start/check-ports.ts";
import { consoleEnvironment, simulatorEnvironment } from "./start/child-environments.ts";
import { describeDemo } from "./start/describe-demo.ts";
import { createSupervisor } from "./start/supervisor.ts";
import { waitUntilHealthy } from "./start/wait-until-healthy.ts";

const root = path.resolve(import.meta.dirname, "../..");
const startLimitMs = 60_000;
const supervisor = createSupervisor({ cwd: root, say: (sentence) => console.error(sentence) });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => supervisor.stop(0));
process.on("disconnect", () => supervisor.stop(0));
process.channel?.unref();
// Whoever read the output may have left; that is no reason to fall over in the middle of stopping.
process.stdout.on("error", () => supervisor.stop(0));
void supervisor.whenOver.then((status) => process.exit(status));

try {
  await start();
} catch (error) {
  // What is started on the way to a stop fails because of the stop; that is not worth a word.
  if (!supervisor.isStopping) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  supervisor.stop(1);
}

async function start(): Promise<void> {
  const settings = readSettings();
  const refusal = checkDataDir(settings);
  if (refusal !== null) throw new Error(refusal);
  const addresses = settings.demo ? ["127.0.0.1", "::1"] : ["127.0.0.1", "::1", "0.0.0.0"];
  const ports = await findPortProblems(listPorts(settings), addresses);
  if (ports.length > 0) throw new Error(ports.map(describePortProblem).join("\n"));
  loadKeys(settings);

  const env = consoleEnvironment(process.env, settings);
  const [buildWords] = await Promise.all([
    buildConsole({ root, env, supervisor, say: (sentence) => console.log(sentence) }),
    startSimulator(settings).then(() => prepare(env)),
  ]);
  if (buildWords !== null)
    throw new Error(`${buildWords}\nThe console could not be built, so nothing is served.`);
  if (supervisor.isStopping) return;
  startConsole(settings, env);
  const url = `http://127.0.0.1:${settings.port}/api/healthz`;
  const isHealthy = await waitUntilHealthy({
    url,
    limitMs: startLimitMs,
    isOver: () => supervisor.isStopping,
  });
  if (supervisor.isStopping) return;
  if (!isHealthy) throw new Error("The console did not answer within a minute, so everything was stopped.");
  describe(settings);
}

function readSettings(): Settings {
  const loaded = loadSettings(process.env);
  if (loaded.ok) return loaded.settings;
  const lines = loaded.problems.map(
    ({ variable, message, fix }) => `  ✗ ${variable} ${message}.\n    ${fix}`,
  );
  throw new Error(`Countersign did not start, for its configuration is not right:\n\n${lines.join("\n")}`);
}

function listPorts({ port, simulatorPorts, simulates }: Settings): WantedPort[] {
  const { onepassword, identityProvider } = simulatorPorts;
  return [
    { port, variable: "PORT", purpose: "the console" },
    ...(simulates.onepassword
      ? [{ port: onepassword, variable: "SIMULATOR_PORT", purpose: "the simulated 1Password account" }]
      : []),
    ...(simulates.identityProvider
      ? [
          {
            port: identityProvider,
            variable: "SIMULATOR_IDP_PORT",
            purpose: "the simulated identity provider",
          },
        ]
      : []),
  ];
}

async function startSimulator(settings: Settings): Promise<void> {
  const { onepassword, identityProvider } = settings.simulates;
  if (!onepassword && !identityProvider) return;
  const only =
    onepassword && identityProvider ? [] : ["--only", onepassword ? "onepassword" : "identity-provider"];
  const child = supervisor.start({
    name: "The simulated world",
    args: [...process.execArgv, path.join(root, "lib/simulator/main.ts"), "--quiet", ...only],
    env: simulatorEnvironment(process.env, settings),
    onLine: (line) => console.error(line),
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", () =>
      reject(new Error("The simulated world did not start, so nothing else was started.")),
    );
  });
}

async function prepare(env: NodeJS.ProcessEnv): Promise<void> {
  const program = path.join(root, "lib/commands/start/prepare.ts");
  const { status, output } = await supervisor.run({
    name: "The preparation",
    args: [...process.execArgv, program],
    env,
  });
  if (status === 0) return;
  throw new Error(`${output}\nThe database could not be prepared, so the console was not started.`);
}

function startConsole(settings: Settings, env: NodeJS.ProcessEnv): void {
  const peerAddress = new URL("../server/peer-address.mjs", import.meta.url);
  peerAddress.searchParams.set("trusted", settings.trustedProxies.join(","));
  const endInTime = new URL("../server/end-in-time.mjs", import.meta.url);
  const first = [peerAddress, endInTime].flatMap((module) => ["--import", module.href]);
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const listen = ["-p", String(settings.port), "-H", settings.listensOn];
  supervisor.start({
    name: "The console",
    args: ["--disable-warning=ExperimentalWarning", ...first, next, "start", ...listen],
    env,
    // Next's greeting names addresses that aren't the one to use; everything else passes.
    onLine: (line) => {
      if (!/^\s*(▲ Next\.js|- (Local|Network):|✓ (Starting|Ready|Running)|$)/.test(line)) console.log(line);
    },
  });
}

function describe(settings: Settings): void {
  const { demo, simulates, simulatorPorts } = settings;
  const lines = ["", `Countersign is ready at ${settings.publicUrl}`, ""];
  if (demo)
    lines.push("This is the demo: nobody real can be suspended, and it listens on this computer only.");
  if (simulates.onepassword) {
    lines.push(
      `The other side, the simulated 1Password account: http://127.0.0.1:${simulatorPorts.onepassword}/`,
    );
  }
  if (demo) lines.push("", ...(describeDemo(settings.dataDir) ?? []));
  lines.push("", `Data lies in ${settings.dataDir}. Ctrl-C stops everything.`, "");
  console.log(lines.join("\n"));
}
