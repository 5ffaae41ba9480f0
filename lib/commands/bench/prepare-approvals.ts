import { nobody, nothingSaid } from "#lib/domain/signal.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { uuidv7 } from "uuidv7";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { defaultGuardRails, type GuardRails } from "#lib/domain/guard-rails.ts";
import { guardRailsName } from "#lib/domain/guard-rails-setting.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { Stores } from "#lib/ports/store.ts";
import { makeApiKey } from "#lib/server/api-key.ts";
import { loadEnv } from "#lib/server/env.ts";
import { openServices, type Services } from "#lib/server/services.ts";
import { hashToken, makeToken } from "#lib/server/session/token.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";

export interface ApprovalDoors {
  /** Keys of cases, each about somebody else who is ACTIVE. */
  caseKeys: string[];
  /** Session tokens: whoever calls an action may call so many a minute, so there are several of each. */
  analysts: string[];
  leads: string[];
  apiKey: string;
}

const membersOfEach = 6;

/** A database with the account's people, cases about some of them, and sessions of analysts and IAM leads. */
export async function prepareApprovals(env: NodeJS.ProcessEnv, cases: number): Promise<ApprovalDoors> {
  const loaded = loadEnv(env);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ variable, message }) => `${variable} ${message}`).join("\n"));
  await migrateDatabase(loaded.env.databaseUrl);
  const services = await openServices(loaded.env);
  try {
    const synced = await syncDirectory(services);
    if (!synced.ok) throw new Error(synced.message);
    const { items } = await services.stores.subjects.search({
      q: "",
      state: "ACTIVE",
      limit: cases,
      cursor: null,
    });
    if (items.length < cases) throw new Error(`The account has only ${items.length} active people.`);
    await raiseRails(services.stores);
    const caseKeys: string[] = [];
    for (const { email } of items) caseKeys.push(await openCase(services, email));
    return { caseKeys, ...(await openDoors(services.stores)) };
  } finally {
    await services.stop();
  }
}

/** What is measured is one approval after the other, not the brake. */
async function raiseRails(stores: Stores): Promise<void> {
  const rails: GuardRails = {
    ...defaultGuardRails({ demo: true }),
    suspensionsPerPersonHour: 10_000,
    brakeMost: 10_000,
  };
  const before = await stores.controls.read(guardRailsName);
  await stores.commit([
    stores.controls.change(guardRailsName, before, JSON.stringify({ rails, asked: null })),
  ]);
}

/** A signal about somebody whom the directory copy knows; gives the key of the case that it opened. */
export async function openCase(services: Services, email: string): Promise<string> {
  const now = services.clock.now();
  const filed = await fileSignal(services, makeSystemActor("intake"), {
    signal: {
      ...nothingSaid,
      format: "generic",
      nativeId: uuidv7(),
      ruleId: "bench",
      title: "Impossible travel",
      // One approval is what is measured: a signal of no kind would be outside policy and take two.
      kind: "impossible_travel",
      severity: "high",
      severityAssumed: false,
      subject: { ...nobody, email },
      time: now,
      timeAssumed: false,
    },
    delivery: {
      source: "bench",
      receivedAt: now,
      traceparent: null,
      signature: "signed",
      raw: Buffer.from("{}"),
    },
  });
  if (filed.caseKey === null) throw new Error(`No case was opened about ${email}.`);
  return filed.caseKey;
}

async function openDoors(stores: Stores): Promise<Omit<ApprovalDoors, "caseKeys">> {
  const several = async (role: Role) => {
    const tokens: string[] = [];
    for (let n = 1; n <= membersOfEach; n += 1) tokens.push(await openSession(stores, `${role} ${n}`, role));
    return tokens;
  };
  const { token: apiKey, tokenHash } = makeApiKey();
  const unused = { heldByAgent: false, expiresAt: null, lastUsedAt: null, revokedAt: null };
  const about = { name: "Bench", owner: "Bench", purpose: "Measuring", scopes: ["cases:read"] };
  const key = { ...about, ...unused, id: uuidv7(), createdAt: new Date() };
  await stores.commit([stores.apiKeys.insert(key, tokenHash)]);
  return { analysts: await several("analyst"), leads: await several("iam_lead"), apiKey };
}

/** A member of the team with this role, signed in; gives the session's token. */
export async function openSession(stores: Stores, name: string, role: Role): Promise<string> {
  const now = new Date();
  const [id, iss] = [uuidv7(), "https://bench.example"];
  const email = `${name.replace(" ", ".")}@bench.example`;
  const person = {
    id,
    name,
    email,
    roles: [role],
    firstSeenAt: now,
    lastSeenAt: now,
    disabledAt: null,
    linkedToPersonId: null,
  };
  const token = makeToken();
  await stores.commit([
    ...stores.people.insert(person, { iss, sub: email }),
    stores.sessions.insert({
      tokenHash: hashToken(token),
      personId: id,
      iss,
      sub: email,
      roles: [role],
      amr: ["user"],
      authTime: now,
      createdAt: now,
      lastSeenAt: now,
      endedAt: null,
      idTokenHint: null,
    }),
  ]);
  return token;
}
