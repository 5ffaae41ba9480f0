import { createHmac } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import { freshDatabaseUrl } from "#db/test-database.ts";
import type { UserReading } from "#lib/domain/directory.ts";
import { defaultGuardRails } from "#lib/domain/guard-rails.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { Directory } from "#lib/ports/directory.ts";
import type { Hint, Services } from "#lib/ports/services.ts";
import type { Stores } from "#lib/ports/store.ts";
import { sealedAtOnce } from "#lib/use-cases/log/test-seal.ts";
import { receiveDelivery } from "./receive-delivery.ts";

export const sourceName = "edr";
export const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
export const startedAt = new Date("2027-03-01T12:00:00.000Z");

/** Ids as the simulated account makes them. */
export const wendy = personOf("IR7VJHJ36JHINBFAD7V2T5MP3E", "Wendy Appleseed", "wendy@example.org");
export const homer = personOf("VQ7QW3XGHTSLMEZCG5NYAHDUE4", "Homer Simpson", "homer@example.org");

export interface Intake {
  databaseUrl: string;
  services: Services;
  stores: Stores;
  hints: Hint[];
  /** The clock goes on by this much. */
  pass(ms: number): void;
  send(body: string | Uint8Array, options?: SendOptions): ReturnType<typeof receiveDelivery>;
  close(): Promise<void>;
}

export interface SendOptions {
  id?: string;
  source?: string;
  /** When the sender says that it sent, against our clock. */
  offsetMs?: number;
  signedBody?: string;
  headers?: Record<string, string>;
}

/** An intake on a fresh database of the running project's kind, with a source and two people in the directory. */
export async function openIntake(): Promise<Intake> {
  const database = await freshDatabaseUrl();
  await migrateDatabase(database.url);
  const stores = await openStores({ databaseUrl: database.url, dataKey: new Uint8Array(32).fill(1) });
  let now = startedAt;
  const hints: Hint[] = [];
  const services: Services = {
    stores,
    clock: { now: () => now },
    ids: { next: () => uuidv7() },
    directory: unreachable,
    policy: shippedPolicy({ demo: true }),
    settings: defaultLifecycleSettings,
    rails: defaultGuardRails({ demo: false }),
    hints: { publish: (hint) => void hints.push(hint) },
    seal: sealedAtOnce,
    start: () => undefined,
    simulated: false,
  };
  await stores.commit([
    stores.sources.insert({
      name: sourceName,
      preset: "auto",
      owner: null,
      secrets: [secret],
      enabled: true,
      createdAt: startedAt,
      lastDeliveryAt: null,
      accepted: 0,
      rejected: 0,
    }),
  ]);
  await stores.subjects.saveListing("XLQMR47VZPBKJHSGWNCYFDE3T9", [wendy, homer], startedAt);
  return {
    databaseUrl: database.url,
    services,
    stores,
    hints,
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    send: (body, options = {}) => receiveDelivery(services, requestOf(body, { ...options, now })),
    close: async () => {
      await stores.close();
      await database.drop();
    },
  };
}

function requestOf(body: string | Uint8Array, options: SendOptions & { now: Date }) {
  const bytes = Buffer.from(body);
  const id = options.id ?? uuidv7();
  const timestamp = String(Math.floor((options.now.getTime() + (options.offsetMs ?? 0)) / 1_000));
  const signed = options.signedBody === undefined ? bytes : Buffer.from(options.signedBody);
  const key = Buffer.from(secret.slice(6), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(signed).digest("base64");
  const headers = new Headers({
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
    ...options.headers,
  });
  return { source: options.source ?? sourceName, headers, body: new Blob([bytes]).stream() };
}

function personOf(userId: string, name: string, email: string): UserReading {
  return { userId, name, email, state: "ACTIVE", rawState: "ACTIVE", readAt: startedAt };
}

/** 1Password is away: the intake has to work all the same. */
const noAnswer = { ok: false, code: "unreachable", message: "no answer", exchange: null } as const;
const unreachable: Directory = {
  readUser: () => Promise.resolve(noAnswer),
  listUsers: () => Promise.resolve(noAnswer),
  prepareAction: () => Promise.resolve(noAnswer),
  act: () => Promise.reject(new Error("The intake sends no actions.")),
  health: () => [],
  testCredential: () => Promise.resolve({ ok: false, code: "unreachable", message: "no answer" }),
  host: {
    origin: "http://localhost",
    isOnePassword: false,
    accountId: "XLQMR47VZPBKJHSGWNCYFDE3T9",
    apiVersion: "v1",
  },
};
