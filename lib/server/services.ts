import "server-only";

import { readFileSync } from "node:fs";
import path from "node:path";
import { pino, type Logger } from "pino";
import { uuidv7 } from "uuidv7";
import { openFileLock } from "#db/file-lock.ts";
import { openStores } from "#db/open-stores.ts";
import { openSealCalls } from "#db/seal-calls.ts";
import { createAbsentSigner } from "#lib/adapters/evidence/absent-signer.ts";
import { createFileAnchor } from "#lib/adapters/evidence/file-anchor.ts";
import { createWebhookAnchor } from "#lib/adapters/evidence/webhook-anchor.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import { openVerifierProgram } from "#lib/adapters/evidence/verifier-program.ts";
import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import { createEventsClient } from "#lib/adapters/onepassword/events-client.ts";
import { judgeWebhookUrl, sendWebhook } from "#lib/adapters/outbound/send-webhook.ts";
import { createUsersApi } from "#lib/adapters/onepassword/users-api.ts";
import { defaultGuardRails } from "#lib/domain/guard-rails.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { EventsApi } from "#lib/ports/events-api.ts";
import type { Anchor, LogSigner, SealCalls, SealStanding } from "#lib/ports/seal.ts";
import type { Services as UseCaseServices } from "#lib/ports/services.ts";
import type { OpenCollector } from "#lib/use-cases/log/anchor-log.ts";
import type { JudgeUrl } from "#lib/use-cases/log/change-anchors.ts";
import { createLogWatch, type LogWatch } from "#lib/use-cases/log/create-log-watch.ts";
import { createAskingSealer } from "#lib/use-cases/log/create-asking-sealer.ts";
import { createSealer, type Sealer } from "#lib/use-cases/log/create-sealer.ts";
import type { PackageMaker } from "#lib/use-cases/evidence/build-package.ts";
import { openLog, writableWhileSealing } from "#lib/use-cases/log/open-log.ts";
import type { JudgeTarget } from "#lib/use-cases/webhooks/change-targets.ts";
import type { Sending } from "#lib/use-cases/webhooks/deliver-webhooks.ts";
import type { Installation } from "#lib/use-cases/view-settings.ts";
import type { Env } from "./env.ts";
import { loadKeys, loadKeysWithoutLog, type Keys } from "./keys.ts";
import { createLive, type Live } from "./live/live.ts";

/** Everything that runs in one process, put together here and nowhere else. */
export interface Services extends UseCaseServices {
  env: Env;
  keys: Keys;
  log: Logger;
  live: Live;
  seal: Sealer;
  signer: LogSigner;
  /** Whether this process seals, anchors and verifies the log. */
  hasLogKey: boolean;
  /** How it speaks with those that can or can't. */
  calls: SealCalls;
  /** Looks at the log itself. */
  watch: LogWatch;
  /** 1Password's Events API; null where it isn't configured. */
  eventsApi: EventsApi | null;
  /** Where signed checkpoints go. */
  anchors: readonly Anchor[];
  /** What evidence packages are made with. */
  packages: PackageMaker;
  openCollector: OpenCollector;
  /** Sends to webhook targets. */
  sending: Sending;
  judgeTarget: JudgeTarget;
  judgeUrl: JudgeUrl;
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

/**
 * Opens everything this process needs. `clock` and `simulated` are the demo seed's. `withoutLogKey` is for a process on
 * another host: it neither reads nor makes the log's key, asks for each seal, and anchors and verifies nothing.
 */
export async function openServices(
  env: Env,
  options: { clock?: Clock; simulated?: boolean; withoutLogKey?: boolean } = {},
): Promise<Services> {
  const hasLogKey = options.withoutLogKey !== true;
  const keys = hasLogKey ? loadKeys(env) : loadKeysWithoutLog(env);
  const log = pino({
    name: "countersign",
    level: "info",
    redact: ["*.token", "*.secret", "*.clientSecret", "*.authorization", "*.cookie"],
  });
  const opened = await openStores({ databaseUrl: env.databaseUrl, dataKey: keys.dataKey });
  const clock = options.clock ?? { now: () => new Date() };
  const version = productVersion();
  const live = createLive(
    () => opened.log.newestId(),
    async () => {
      const newest = await opened.tree.newestCheckpoint();
      return newest && `${newest.epoch}/${newest.size}`;
    },
  );
  const work = createWork(log);
  const signer = hasLogKey
    ? createFileSigner({
        folder: env.dataDir,
        logOrigin: env.logOrigin,
        key: keys.logSigningKey,
        lock: openFileLock(path.join(env.dataDir, "signer.lock")),
      })
    : createAbsentSigner(env.logOrigin);
  const calls = openSealCalls(env.databaseUrl);
  const anchors = !hasLogKey ? [] : [createFileAnchor(path.join(env.dataDir, "anchors"))];
  const sealing = { stores: opened, clock, start: work.start };
  const tellSeal = {
    fault: (standing: SealStanding) => {
      if (standing.state === "sealing") log.info("the log is sealed again");
      else log.error({ standing }, "the log is not sealed");
      live.publish({ kind: "settings" });
    },
    sealed: () => {
      live.publish({ kind: "log" });
      calls.tellSealed().catch((error: unknown) => log.warn({ err: error }, "nobody heard of the seal"));
    },
  };
  const seal = hasLogKey
    ? createSealer(sealing, signer, tellSeal)
    : createAskingSealer(sealing, calls, tellSeal);
  const stores = writableWhileSealing(opened, seal);
  if (hasLogKey) await openLog({ stores }, signer, seal);
  const ids = { next: () => uuidv7() };
  const simulated = options.simulated ?? false;
  const watched = { stores, clock, ids, simulated, hints: live, start: work.start, seal };
  const watch = createLogWatch(watched, signer, {
    fault: (words) => log.error({ words }, "the check of the log found a fault"),
    problem: (error) => log.error({ err: error }, "the check of the log did not come to its end"),
  });
  return {
    env,
    keys,
    log,
    live,
    stores,
    clock,
    ids,
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
    policy: shippedPolicy({ demo: env.demo }),
    eventsApi: env.events && createEventsClient({ ...env.events, productVersion: version, clock }),
    settings: defaultLifecycleSettings,
    rails: defaultGuardRails({ demo: env.demo }),
    hints: live,
    seal,
    signer,
    hasLogKey,
    calls,
    watch,
    anchors,
    packages: { version, signer, verifier: openVerifierProgram(process.cwd()) },
    judgeUrl: (url) => {
      const checked = checkServiceUrl(url);
      return checked.ok ? null : checked.reason;
    },
    openCollector: (record) => createWebhookAnchor({ ...record, productVersion: version }),
    sending: {
      send: (message) => sendWebhook(message, { productVersion: version }),
      publicUrl: env.publicUrl,
    },
    judgeTarget: judgeWebhookUrl,
    simulated,
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
      await calls.close();
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
