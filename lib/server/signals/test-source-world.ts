import { createHmac } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import { createSource } from "#lib/use-cases/create-source.ts";
import { openTestWorld } from "#lib/use-cases/test-world.ts";
import { makeSigningSecret } from "./make-signing-secret.ts";
import { receiveDelivery } from "./receive-delivery.ts";

export const wendy = "wendy.appleseed@acme.example";

/** A world with an administrator, two IAM leads and one source named `odd`. */
export async function openSourceWorld() {
  const world = await openTestWorld();
  const { services } = world;
  const ada = await world.person("Ada Novak", ["administrator"]);
  const ines = await world.person("Ines Lindqvist", ["iam_lead"]);
  const ana = await world.person("Ana Torres", ["analyst"]);
  const secret = makeSigningSecret();
  await createSource(services, ada, { name: "odd", preset: "auto", secret });
  const source = async () => {
    const found = await services.stores.sources.byName("odd");
    if (!found) throw new Error("The source is gone.");
    return found;
  };
  return {
    ...world,
    ada,
    ines,
    ana,
    secret,
    source,
    async set(change: Partial<Awaited<ReturnType<typeof source>>> & { mapping?: SourceMapping | null }) {
      const before = await source();
      await services.stores.commit([services.stores.sources.update(before, { ...before, ...change })]);
    },
    send: (body: unknown, given: { secret?: string; id?: string } = {}) =>
      receiveDelivery(services, signed(body, { secret, ...given, now: services.clock.now() })),
    sendWith: (body: unknown, headers: Record<string, string>) =>
      receiveDelivery(services, {
        source: "odd",
        headers: new Headers({ "content-type": "application/json", ...headers }),
        body: new Blob([textOf(body)]).stream(),
      }),
    letters: async () =>
      (await services.stores.signals.deadLetters({ source: null, limit: 100, cursor: null })).items,
  };
}

function signed(body: unknown, { secret, id = uuidv7(), now }: { secret: string; id?: string; now: Date }) {
  const text = textOf(body);
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const key = Buffer.from(secret.slice(6), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest("base64");
  const headers = new Headers({
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  });
  return { source: "odd", headers, body: new Blob([text]).stream() };
}

function textOf(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
