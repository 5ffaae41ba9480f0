import { uuidv7 } from "uuidv7";
import { z } from "zod";
import {
  claimsOf,
  openTransmitter,
  risc,
  signSet,
  streamOf,
  type Transmitter,
  verification,
} from "#lib/server/signals/test-transmitter.ts";
import { openMachineServer } from "./test-machine-server.ts";

const wendy = "wendy.appleseed@acme.example";
const json = { "content-type": "application/json" };
const Results = z.object({ results: z.array(z.object({ caseKey: z.string() })) });

export type MachineWorld = Awaited<ReturnType<typeof openMachineWorld>>;

/** A server with cases, one of which somebody proposed in, and the hands to call it. */
export async function openMachineWorld() {
  const server = await openMachineServer();
  const { stores, seal } = server.services;
  const send = (body: string, headers: Record<string, string> = server.signed(body)) =>
    fetch(`${server.base}/api/v1/signals/${server.source}`, {
      method: "POST",
      headers: { ...json, ...headers },
      body,
    });
  const propose = (key: string, body: unknown, idempotencyKey: string | null) =>
    fetch(`${server.base}/api/v1/cases/${key}/requests`, {
      method: "POST",
      headers: {
        ...json,
        ...bearer(server.allScopes),
        ...(idempotencyKey === null ? {} : { "idempotency-key": idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
  const caseAbout = async (email: string) => {
    const answer = await send(
      JSON.stringify({ title: "Impossible travel", severity: "high", user: { email } }),
    );
    return Results.parse(await answer.json()).results[0]?.caseKey ?? "";
  };
  const caseKey = await caseAbout(wendy);
  const proposed = await propose(caseKey, { action: "suspend", reason: "Fired twice" }, uuidv7());
  const { key: requestKey } = z.object({ key: z.string() }).parse(await proposed.json());
  /** Of people about whom nobody proposed anything yet. */
  const otherCases: string[] = [];
  const { items } = await stores.subjects.search({ q: "", state: "ACTIVE", limit: 25, cursor: null });
  for (const { email } of items.filter((one) => one.email !== wendy)) otherCases.push(await caseAbout(email));
  await seal.sealNow(10_000);
  const transmitter = await openTransmitter();
  const now = server.services.clock.now();
  await stores.commit([
    stores.ssf.insert(streamOf({ source: server.source, jwksUrl: transmitter.jwksUrl, setAt: now })),
  ]);
  const { source } = server;
  const real: Record<string, string> = { key: caseKey, id: requestKey, source, stream: source };
  return {
    ...server,
    propose,
    otherCases,
    /** Tokens that are taken, and such as are refused. */
    sets: await makeSets(transmitter, now),
    /** The path with something real in its places, or with `wild`. */
    concrete: (path: string, wild?: string) =>
      path.replace(/\{(\w+)\}/g, (_all, name: string) => wild ?? real[name] ?? "x"),
    async close() {
      await server.close();
      await transmitter.close();
    },
    /** All that an effect would leave behind: entries, cases, requests, keys, dead letters, deliveries. */
    async rows(): Promise<unknown> {
      const [entries, requests, cases, keys, subjects, dead, webhooks] = await Promise.all([
        stores.log.count(),
        stores.requests.counts(),
        stores.cases.counts(),
        stores.apiKeys.all(),
        stores.subjects.counts(),
        stores.signals.deadLetterCount(),
        stores.webhooks.counts(),
      ]);
      return { entries, requests, cases, keys: keys.length, subjects, dead, webhooks };
    },
  };
}

async function makeSets(transmitter: Transmitter, now: Date): Promise<string[]> {
  const about = (email: string, more: object = {}) =>
    signSet(
      transmitter.first,
      claimsOf(now, risc("account-disabled"), { sub_id: { format: "email", email }, ...more }),
    );
  return Promise.all([
    about(wendy),
    about("nobody@elsewhere.example"),
    signSet(transmitter.first, claimsOf(now, verification)),
    about(wendy, { aud: "somebody else" }),
    about(wendy, { iss: "https://other.example" }),
    about(wendy).then((token) => token.slice(0, -8)),
    transmitter.makeKey().then((key) => signSet(key, claimsOf(now, verification))),
  ]);
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
