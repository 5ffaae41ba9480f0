import "server-only";

import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { listAfterMiss } from "#lib/use-cases/filing/list-after-miss.ts";
import { anchorLog } from "#lib/use-cases/log/anchor-log.ts";
import { applyRetention } from "#lib/use-cases/personal-data/apply-retention.ts";
import { expireErasures } from "#lib/use-cases/personal-data/ask-erasure.ts";
import { sweepTraces } from "#lib/use-cases/personal-data/sweep-traces.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";
import { watchSuspended } from "#lib/use-cases/watch-suspended.ts";
import { wakeCases } from "#lib/use-cases/snooze-case.ts";
import { pollEvents } from "./poll-events.ts";
import { deliverWebhooks, forgetDeliveries } from "#lib/use-cases/webhooks/deliver-webhooks.ts";
import { streamParts } from "#lib/use-cases/sources/watch-streams.ts";
import { createIntegrationWatch } from "#lib/use-cases/webhooks/watch-integrations.ts";
import { readReadiness } from "./read-readiness.ts";
import type { Services } from "./services.ts";

const advanceEveryMs = 500;
const sealLookEveryMs = 100;
const watchLogEveryMs = 2_000;
const anchorEveryMs = 5_000;
const watchEveryMs = 60_000;
const listEveryMs = 3_600_000;
const listAgainMs = 30_000;
const missedEveryMs = 5_000;
const wakeEveryMs = 5_000;
const retentionEveryMs = 24 * 3_600_000;
const retentionAgainMs = 5_000;
const erasuresEveryMs = 60_000;
const deliverEveryMs = 1_000;

/** Does something again and again; the task may say after how many milliseconds next. */
export type Repeat = (what: string, everyMs: number, task: () => Promise<number | undefined>) => void;

/**
 * The work that nobody waits for: requests that are due, the directory copy, the look at who is suspended. Safe to run
 * in several processes at once. Returns how to stop it.
 */
export function startBackground(services: Services): () => void {
  const stopped = new AbortController();
  const repeat: Repeat = (what, everyMs, task) => {
    const round = async () => {
      let waitMs = everyMs;
      try {
        waitMs = (await task()) ?? everyMs;
      } catch (error) {
        services.log.error({ err: error }, `${what} failed`);
      }
      if (!stopped.signal.aborted) setTimeout(() => services.start(round), waitMs).unref();
    };
    services.start(round);
  };
  repeat("advancing requests", advanceEveryMs, async () => {
    await advanceRequests(services);
    return undefined;
  });
  if (services.hasLogKey) keepLog(services, repeat);
  repeat("listing the directory", listEveryMs, async () => {
    const synced = await syncDirectory(services);
    if (synced.ok) return undefined;
    services.log.warn({ problem: synced.message }, "the directory could not be listed");
    return listAgainMs;
  });
  repeat("listing the directory for somebody missed in it", missedEveryMs, async () => {
    await listAfterMiss(services);
    return undefined;
  });
  repeat("waking snoozed cases", wakeEveryMs, async () => {
    if (services.seal.standing().state === "halted") return undefined;
    await wakeCases(services);
    return undefined;
  });
  repeat("watching who is suspended", watchEveryMs, async () => {
    await watchSuspended(services);
    return undefined;
  });
  if (services.eventsApi !== null) pollEvents(services, services.eventsApi, repeat);
  repeat("keeping personal data no longer than it may be kept", retentionEveryMs, async () => {
    if (services.seal.standing().state === "halted") return undefined;
    const { more } = await applyRetention(services);
    return more ? retentionAgainMs : undefined;
  });
  repeat("ending erasures that nobody confirmed", erasuresEveryMs, async () => {
    if (services.seal.standing().state === "halted") return undefined;
    await expireErasures(services);
    await sweepTraces(services);
    return undefined;
  });
  repeat("delivering webhooks", deliverEveryMs, async () => {
    await deliverWebhooks(services, services.sending);
    return undefined;
  });
  const lookAtParts = createIntegrationWatch(services);
  repeat("watching the parts that the console rests on", watchEveryMs, async () => {
    await lookAtParts([...(await readReadiness(services)).parts, ...(await streamParts(services))]);
    return undefined;
  });
  repeat("forgetting old deliveries", listEveryMs, async () => {
    await forgetDeliveries(services);
    return undefined;
  });
  return () => stopped.abort();
}

/** What only a process with the log's key does: seal, also for those without it, check, and anchor. */
function keepLog(services: Services, repeat: Repeat): void {
  services.calls
    .answer(() => services.seal.sealSoon())
    .catch((error: unknown) => {
      services.log.error({ err: error }, "nobody answers who asks for a seal");
    });
  repeat("sealing the log", sealLookEveryMs, async () => {
    await services.seal.tick();
    return undefined;
  });
  repeat("watching the log", watchLogEveryMs, async () => {
    await services.watch.tick();
    return undefined;
  });
  repeat("anchoring the log", anchorEveryMs, async () => {
    if (services.seal.standing().state === "halted") return undefined;
    for (const { anchor, error } of await anchorLog(services, services.anchors, services.openCollector)) {
      services.log.warn({ err: error, anchor }, "an anchor did not take the checkpoint");
    }
    return undefined;
  });
}
