import "server-only";

import { readFileSync } from "node:fs";
import path from "node:path";
import { pino, type Logger } from "pino";
import { uuidv7 } from "uuidv7";
import { openFileLock } from "#db/file-lock.ts";
import { openStores } from "#db/open-stores.ts";
import { createFileAnchor } from "#lib/adapters/evidence/file-anchor.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import { openVerifierProgram } from "#lib/adapters/evidence/verifier-program.ts";
import { createUsersApi } from "#lib/adapters/onepassword/users-api.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import { builtInPolicy } from "#lib/domain/policy.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Anchor, LogSigner } from "#lib/ports/seal.ts";
import type { Services as UseCaseServices } from "#lib/ports/services.ts";
import { createSealer, type Sealer } from "#lib/use-cases/log/create-sealer.ts";
import type { PackageMaker } from "#lib/use-cases/evidence/build-package.ts";
import { openLog, writableWhileSealing } from "#lib/use-cases/log/open-log.ts";
import type { Installation } from "#lib/use-cases/view-settings.ts";
import type { Env } from "./env.ts";
import { loadKeys, type Keys } from "./keys.ts";
import { createLive, type Live } from "./live/live.ts";

/** Everything that runs in one process, put together here and nowhere else. */
export interface Services extends UseCaseServices {
  env: Env;
  keys: Keys;
  log: Logger;
  live: Live;
  seal: Sealer;
  signer: LogSigner;
  /** Where signed checkpoints go. */
  anchors: readonly Anchor[];
  /** What evidence packages are made with. */
  packages: PackageMaker;
  installation: Installation;
  /** Waits for the work that was started and closes the database. */
  stop(): Promise<void>;
}

declare global {
  // Next bundles this module more than once; the process has one set of services all the same.
  var countersignServices: Services | undefined;
}

/** The services of this process. They are there before the first request is served. */
export function services(): Services {
  const running = globalThis.countersignServices;
  if (!running) throw new Error("The services are asked for before they were started.");
  return running;
}

/** Opens everything this process needs. `clock` and `simulated` are the demo seed's. */
export async function openServices(
  env: Env,
  options: { clock?: Clock; simulated?: boolean } = {},
): Promise<Services> {
  const keys = loadKeys(env);
  const log = pino({
    name: "countersign",
    level: "info",
    redact: ["*.token", "*.secret", "*.clientSecret", "*.authorization", "*.cookie"],
  });
  const opened = await openStores({ databaseUrl: env.databaseUrl, dataKey: keys.dataKey });
  const clock = options.clock ?? { now: () => new Date() };
  const version = productVersion();
  const live = createLive(() => opened.log.newestId());
  const work = createWork(log);
  const signer = createFileSigner({
    folder: env.dataDir,
    logOrigin: env.logOrigin,
    key: keys.logSigningKey,
    lock: openFileLock(path.join(env.dataDir, "signer.lock")),
  });
  const anchors = [createFileAnchor(path.join(env.dataDir, "anchors"))];
  const seal = createSealer({ stores: opened, clock, start: work.start }, signer, {
    fault: (standing) => log.error({ standing }, "the log is not sealed"),
  });
  const stores = writableWhileSealing(opened, seal);
  await openLog({ stores }, signer, seal);
  return {
    env,
    keys,
    log,
    live,
    stores,
    clock,
    ids: { next: () => uuidv7() },
    directory: createUsersApi({
      baseUrl: env.onepassword.baseUrl,
      accountId: env.onepassword.accountId,
      apiVersion: env.onepassword.apiVersion,
      credentials: env.onepassword.credentials,
      sendWorkflowId: env.onepassword.sendsWorkflowId,
      productVersion: version,
      clock,
      onExchange: (exchange) => log.debug({ exchange }, "1Password was called"),
    }),
    policy: builtInPolicy({ demo: env.demo }),
    settings: defaultLifecycleSettings,
    hints: live,
    seal,
    signer,
    anchors,
    packages: { version, signer, verifier: openVerifierProgram(process.cwd()) },
    simulated: options.simulated ?? false,
    start: work.start,
    installation: {
      publicUrl: env.publicUrl,
      version,
      node: process.version,
      database: env.databaseUrl.startsWith("file:") ? "SQLite" : "PostgreSQL",
      identityProvider: {
        issuer: env.oidc.issuer,
        clientId: env.oidc.clientId,
        roleClaim: env.oidc.roleClaim,
      },
      eventsConfigured: env.events !== null,
    },
    async stop() {
      await work.finished();
      await stores.close();
    },
  };
}

function createWork(log: Logger) {
  const running = new Set<Promise<void>>();
  return {
    start(task: () => Promise<unknown>) {
      const run = task()
        .then(() => undefined)
        .catch((error: unknown) => log.error({ err: error }, "background work failed"))
        .finally(() => running.delete(run));
      running.add(run);
    },
    finished: () => Promise.all(running),
  };
}

function productVersion(): string {
  const file = path.join(process.cwd(), "package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return version;
}
