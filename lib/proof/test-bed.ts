import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import { freshDatabaseUrl } from "#db/test-database.ts";
import { createUsersApi } from "#lib/adapters/onepassword/users-api.ts";
import { makePersonActor, makeSystemActor, type PersonActor } from "#lib/domain/actor.ts";
import { unrailed } from "#lib/proof/test-unrailed.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import type { Person } from "#lib/domain/person.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { startOnePassword } from "#lib/simulator/onepassword/server.ts";
import { decideRequest } from "#lib/use-cases/decide-request.ts";
import { advanceRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";
import { sealedAtOnce } from "#lib/use-cases/log/test-seal.ts";
import { plainSignal } from "./test-signal.ts";

const effect = z.object({
  seq: z.number(),
  operation: z.string(),
  user: z.string(),
  before: z.string(),
  after: z.string(),
  changed: z.boolean(),
  source: z.string(),
  userAgent: z.string().nullable(),
});
export type Effect = z.infer<typeof effect>;
const effects = z.object({ items: z.array(effect) });
const person = z.object({
  id: z.string(),
  email: z.string(),
  state: z.string(),
  role: z.string(),
  title: z.string(),
});
const people = z.object({ items: z.array(person) });

export type Bed = Awaited<ReturnType<typeof openBed>>;

/** A bed for one proof, closed whatever happens in it. */
export async function withBed<T>(
  options: Parameters<typeof openBed>[0],
  prove: (bed: Bed) => Promise<T>,
): Promise<T> {
  const bed = await openBed(options);
  try {
    return await prove(bed);
  } finally {
    await bed.close();
  }
}

/**
 * Where the proofs run: a real database, the real client over HTTP against a simulated account, and a clock that only
 * the proof moves. Waits between retries of readings pass at once, for they are nobody's subject here.
 */
export async function openBed(options: { people?: number; callMs?: number } = {}) {
  const database = await freshDatabaseUrl();
  await migrateDatabase(database.url);
  const account = await startOnePassword({ port: 0, people: options.people ?? 60 });
  const dataKey = randomBytes(32);
  const stores = await openStores({ databaseUrl: database.url, dataKey });
  let now = Date.now();
  const clock = { now: () => new Date(now) };
  const running = new Set<Promise<unknown>>();

  /** What a process has after its start; a second call is the start after a crash. */
  const startServices = (): Services => ({
    stores,
    clock,
    ids: { next: () => uuidv7() },
    directory: createUsersApi({
      baseUrl: account.url,
      accountId: account.accountId,
      apiVersion: "v1",
      credentials: account.applications,
      productVersion: "0.0.0",
      sendWorkflowId: true,
      clock,
      timeouts: { callMs: options.callMs ?? 1_000 },
      pace: { wait: async () => setImmediate(), random: () => 0, monotonicMs: () => performance.now() },
    }),
    policy: shippedPolicy({ demo: true }),
    settings: defaultLifecycleSettings,
    rails: unrailed,
    hints: { publish: () => undefined },
    seal: sealedAtOnce,
    simulated: false,
    start(task) {
      const run = task()
        .catch(() => undefined)
        .finally(() => running.delete(run));
      running.add(run);
    },
  });
  const services = startServices();

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
  const settle = async () => {
    while (running.size > 0) await Promise.all(running);
  };

  const bed = {
    databaseUrl: database.url,
    dataKeyHex: dataKey.toString("hex"),
    services,
    startServices,
    account,
    control,
    settle,
    nowMs: () => now,
    /** Moves the clock, also backwards, and does nothing else. */
    shift: (ms: number) => {
      now += ms;
    },
    /** Moves the clock and does what is due then. */
    async pass(ms: number, by: Services = services) {
      now += ms;
      await advanceRequests(by);
      await settle();
    },
    async member(name: string, roles: Role[], email = `${uuidv7()}@team.example`): Promise<PersonActor> {
      const id = uuidv7();
      const record: Person = {
        id,
        name,
        email,
        roles,
        firstSeenAt: clock.now(),
        lastSeenAt: null,
        disabledAt: null,
        linkedToPersonId: null,
      };
      await stores.commit(stores.people.insert(record, { iss: "https://idp.example", sub: id }));
      return bed.actor(record);
    },
    /** The actor that a session of this member would make now. */
    actor: (record: Person): PersonActor =>
      makePersonActor({
        personId: record.id,
        name: record.name,
        email: record.email,
        roles: record.roles,
        iss: "https://idp.example",
        sub: record.id,
        sessionRef: "proof",
        amr: ["pwd"],
        authTime: clock.now(),
      }),
    /** The same person, signed in just now. */
    again: (actor: PersonActor): PersonActor => ({ ...actor, authTime: clock.now() }),
    /** Ordinary people of the account who are ACTIVE: each proof takes its own. */
    async subjects(): Promise<{ id: string; email: string }[]> {
      const { items } = people.parse(await control(`/users?limit=${options.people ?? 60}`));
      // The crowd has no titles; whoever has one may be odd on purpose.
      return items.filter(
        ({ state, role, title }) => state === "ACTIVE" && role === "member" && title === "",
      );
    },
    async signal(email: string): Promise<string> {
      const filed = await fileSignal(services, makeSystemActor("intake"), {
        signal: plainSignal(email, clock.now()),
        delivery: {
          source: "siem",
          receivedAt: clock.now(),
          traceparent: null,
          signature: "signed",
          raw: new TextEncoder().encode(JSON.stringify({ email })),
        },
      });
      return filed.caseKey ?? "";
    },
    /** A signal about this person and a pending request in its case. */
    async ask(
      requester: PersonActor,
      email: string,
      action: "suspend" | "reactivate" = "suspend",
      by: Services = services,
    ) {
      const { key } = await requestAction(by, requester, {
        caseKey: await bed.signal(email),
        action,
        reason: "Token used from two countries",
        causes: [],
        idempotencyKey: uuidv7(),
      });
      return bed.byKey(key);
    },
    async byKey(key: string): Promise<RequestRecord> {
      const request = await stores.requests.byKey(key);
      if (!request) throw new Error(`${key} is not there.`);
      return request;
    },
    /** What is seen now is what is decided on. */
    async decide(
      actor: PersonActor,
      key: string,
      decision: "approve" | "deny" = "approve",
      by: Services = services,
    ) {
      const { digest, version } = await bed.byKey(key);
      return decideRequest(by, actor, { requestKey: key, decision, reason: "Checked", digest, version });
    },
    /** Everything that was ever carried out on this person, oldest first. */
    async effectsOn(userId: string): Promise<Effect[]> {
      return effects.parse(await control(`/ledger/effects?user=${userId}`)).items;
    },
    async stateOf(userId: string): Promise<string> {
      return z.object({ state: z.string() }).parse(await control(`/users/${userId}`)).state;
    },
    async close() {
      await Promise.allSettled(running);
      await account.close();
      await stores.close();
      await database.drop();
    },
  };
  const synced = await syncDirectory(services);
  if (!synced.ok) throw new Error(synced.message);
  return bed;
}

/** Key of the request that a call belonged to: the client says it in its User-Agent. */
export function requestOf(userAgent: string | null): string | null {
  return /\((REQ-\d+)\/\d+\)/.exec(userAgent ?? "")?.[1] ?? null;
}
