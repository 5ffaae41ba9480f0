import { z } from "zod";
import { makePersonActor } from "#lib/domain/actor.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import { startBackground } from "#lib/server/background.ts";
import { loadEnv } from "#lib/server/env.ts";
import { openServices } from "#lib/server/services.ts";
import { decideRequest } from "#lib/use-cases/decide-request.ts";
import { recoverRequests } from "#lib/use-cases/execution/advance-requests.ts";

/*
 * The product without its pages, to be killed: its services as they are put together in production, its recovery, its
 * background work. Only the spans are shorter, so that what takes two minutes in production takes three seconds.
 */

const Order = z.object({ key: z.string(), personId: z.string() });
const given = z.record(z.string(), z.string()).parse(JSON.parse(process.argv[2] ?? ""));
const loaded = loadEnv({ NODE_ENV: "production", ...given });
if (!loaded.ok)
  throw new Error(loaded.problems.map(({ variable, message }) => `${variable} ${message}`).join("\n"));
const services = {
  ...(await openServices(loaded.env)),
  settings: {
    ...defaultLifecycleSettings,
    leaseMs: 1_500,
    dispatchPauseMs: 500,
    callTimeoutMs: 1_000,
    lateEffectMs: 1_000,
    readBackAfterMs: [100, 200, 500],
    readBackEveryMs: 500,
    releaseWaitMs: 200,
    releaseWaitMaxMs: 1_000,
    watchAfterMs: [1_000],
  },
};
await recoverRequests(services);
startBackground(services);
process.on("message", (message) => void approve(Order.parse(message)));
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });

async function approve({ key, personId }: z.infer<typeof Order>): Promise<void> {
  const [person, request] = [
    await services.stores.people.byId(personId),
    await services.stores.requests.byKey(key),
  ];
  if (!person || !request) throw new Error(`${key} or its approver is not there.`);
  const actor = makePersonActor({
    personId: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    iss: "https://idp.example",
    sub: person.id,
    sessionRef: "kill",
    amr: ["pwd"],
    authTime: services.clock.now(),
  });
  const { digest, version } = request;
  await decideRequest(services, actor, {
    requestKey: key,
    decision: "approve",
    reason: "Checked",
    digest,
    version,
  });
}
