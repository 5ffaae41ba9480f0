import { judgeWebhookUrl, sendWebhook } from "#lib/adapters/outbound/send-webhook.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { type OutgoingType, outgoingTypes, type TargetKind } from "#lib/domain/outgoing-types.ts";
import { makeSigningSecret } from "#lib/server/signals/make-signing-secret.ts";
import { openScene } from "#lib/use-cases/test-scene.ts";
import * as targets from "#lib/use-cases/webhooks/change-targets.ts";
import { deliverWebhooks } from "#lib/use-cases/webhooks/deliver-webhooks.ts";
import { openReceiver } from "#lib/use-cases/webhooks/test-receiver.ts";

export const publicUrl = "https://countersign.example";
export const sending = {
  publicUrl,
  send: (message: Parameters<typeof sendWebhook>[0]) => sendWebhook(message, { productVersion: "0.0.0" }),
};

/** A scene with an administrator and a receiver on this computer. */
export async function openTelling() {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  const receiver = await openReceiver();
  const { services } = scene;
  const add = async (
    name: string,
    given: { kind?: TargetKind; events?: OutgoingType[]; url?: string; privateHost?: boolean } = {},
  ) => {
    const { kind = "standard", events = [...outgoingTypes], url = `${receiver.url}/${name}` } = given;
    const secret = kind === "standard" ? makeSigningSecret() : null;
    const privateHost = given.privateHost ?? true;
    await targets.addTarget(services, ada, {
      name,
      kind,
      url,
      secret,
      events,
      privateHost,
      judgeTarget: judgeWebhookUrl,
    });
    const made = (await services.stores.webhooks.targets()).find((target) => target.name === name);
    if (!made) throw new Error(`${name} is not there`);
    return { id: made.id, secret: secret ?? "" };
  };
  const deliver = () => deliverWebhooks(services, sending);
  const typesAt = (name: string) =>
    receiver.received
      .filter(({ path }) => path === `/${name}`)
      .map(({ body }) => (JSON.parse(body) as { type: string }).type);
  return { ...scene, ada, receiver, add, deliver, typesAt };
}

export async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : String(error);
}
