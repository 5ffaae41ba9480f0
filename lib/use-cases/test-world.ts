import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import { freshDatabaseUrl } from "#db/test-database.ts";
import { createUsersApi } from "#lib/adapters/onepassword/users-api.ts";
import { makePersonActor, makeSystemActor, type PersonActor } from "#lib/domain/actor.ts";
import { defaultGuardRails, type GuardRails } from "#lib/domain/guard-rails.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { Role } from "#lib/domain/roles.ts";
import { nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";
import type { Services } from "#lib/ports/services.ts";
import { startOnePassword } from "#lib/simulator/onepassword/server.ts";
import { advanceRequests } from "./execution/advance-requests.ts";
import { fileSignal } from "./file-signal.ts";
import { requestAction, type RequestActionInput } from "./request-action.ts";
import { openTestLog } from "./log/test-log.ts";
import { syncDirectory } from "./sync-directory.ts";

const effects = z.object({
  items: z.array(
    z.object({
      operation: z.string(),
      user: z.string(),
      before: z.string(),
      after: z.string(),
      application: z.string().nullable(),
      requestId: z.string().nullable().optional(),
      changed: z.boolean(),
    }),
  ),
});

/**
 * The real use-cases on a real database, against the simulated account over HTTP. Only the clock is the test's: it
 * stands still until it is told to go on.
 */
export async function openTestWorld(options: { apiVersion?: "v1" | "v1beta1"; rails?: GuardRails } = {}) {
  const database = await freshDatabaseUrl();
  await migrateDatabase(database.url);
  const account = await startOnePassword({ port: 0, people: 60 });
  const dataKey = randomBytes(32);
  const stores = await openStores({ databaseUrl: database.url, dataKey });
  let now = Date.now();
  const clock = { now: () => new Date(now) };
  const running = new Set<Promise<unknown>>();
  const start = (task: () => Promise<unknown>) => {
    const run = task().finally(() => running.delete(run));
    running.add(run);
  };
  const log = openTestLog({ stores, clock, start });
  const services: Services = {
    stores,
    clock,
    ids: { next: () => uuidv7() },
    directory: createUsersApi({
      baseUrl: account.url,
      accountId: account.accountId,
      apiVersion: options.apiVersion ?? "v1",
      credentials: account.applications,
      productVersion: "0.0.0",
      sendWorkflowId: true,
      clock,
      timeouts: { callMs: 1_000 },
    }),
    policy: shippedPolicy({ demo: false }),
    settings: defaultLifecycleSettings,
    rails: options.rails ?? defaultGuardRails({ demo: false }),
    hints: { publish: () => undefined },
    seal: log.seal,
    simulated: false,
    start,
  };
  onTestFinished(async () => {
    await Promise.allSettled(running);
    await account.close();
    await stores.close();
    await database.drop();
  });

  const control = async (path: string, body?: unknown, method = body === undefined ? "GET" : "POST") => {
    const answer = await fetch(`${account.controlUrl}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The control door answered ${answer.status}: ${await answer.text()}`);
    return answer.json() as Promise<unknown>;
  };

  /** Lets everything that was started come to its end: what the approver's process does by itself. */
  const settle = async () => {
    while (running.size > 0) await Promise.all(running);
  };

  const world = {
    services,
    log,
    databaseUrl: database.url,
    account,
    control,
    settle,
    /** Moves the clock and then does what is due. */
    async pass(ms: number) {
      now += ms;
      await advanceRequests(services);
      await settle();
    },
    async person(
      name: string,
      roles: Role[],
      email = `${name.toLowerCase().replace(" ", ".")}@acme.example`,
    ) {
      const id = uuidv7();
      const actor = makePersonActor({
        personId: id,
        name,
        email,
        roles,
        iss: "https://idp.example",
        sub: id,
        sessionRef: "test",
        amr: ["pwd"],
        authTime: clock.now(),
      });
      const member = {
        id,
        name,
        email,
        roles,
        firstSeenAt: clock.now(),
        lastSeenAt: null,
        disabledAt: null,
        linkedToPersonId: null,
      };
      await stores.commit(stores.people.insert(member, { iss: actor.iss, sub: actor.sub }));
      return actor;
    },
    /** Id of somebody in the simulated account. */
    async userId(email: string): Promise<string> {
      const [found] = await stores.subjects.byEmail(email);
      if (!found) throw new Error(`Nobody has ${email}.`);
      return found.userId;
    },
    async signal(email: string, given: Partial<Signal> = {}) {
      return fileSignal(services, makeSystemActor("intake"), {
        signal: { ...plainSignal(clock.now()), subject: { ...nobody, email }, ...given },
        delivery: {
          source: "siem",
          receivedAt: clock.now(),
          traceparent: null,
          signature: "signed",
          raw: new TextEncoder().encode(JSON.stringify({ email })),
        },
      });
    },
    /** A case about this person and a pending request in it. */
    async ask(
      requester: PersonActor,
      email: string,
      action: "suspend" | "reactivate" = "suspend",
      more: Partial<RequestActionInput> = {},
    ) {
      const filed = await world.signal(email, { nativeId: uuidv7(), title: `Something new ${uuidv7()}` });
      const { key } = await requestAction(services, requester, {
        caseKey: filed.caseKey ?? "",
        action,
        reason: "Token used from two countries",
        causes: [],
        idempotencyKey: uuidv7(),
        ...more,
      });
      const request = await stores.requests.byKey(key);
      if (!request) throw new Error(`${key} is not there.`);
      return request;
    },
    async effectsOn(userId: string) {
      const found = effects.parse(await control(`/ledger/effects?user=${userId}`));
      return found.items.filter((effect) => effect.changed);
    },
    async stateOf(userId: string) {
      return z.object({ state: z.string() }).parse(await control(`/users/${userId}`)).state;
    },
    async types(chain: string) {
      return (await stores.log.ofChain(chain, { afterN: 0, limit: 1_000 })).map((entry) => entry.type);
    },
  };
  await syncDirectory(services);
  return world;
}

function plainSignal(time: Date): Signal {
  return {
    ...nothingSaid,
    format: "generic",
    ruleId: "impossible-travel",
    title: "Impossible travel",
    kind: "impossible_travel",
    severity: "high",
    severityAssumed: false,
    confidence: 80,
    subject: nobody,
    time,
    timeAssumed: false,
  };
}
