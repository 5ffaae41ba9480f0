import type { Services } from "#lib/ports/services.ts";
import type { WebhookDeliveryRecord, WebhookTargetRecord } from "#lib/ports/webhook-store.ts";
import { describeDelivery } from "./describe-delivery.ts";

/** Sends one body. Any 2xx is taken; gives in words why not, without secrets. */
export type SendWebhook = (message: {
  url: string;
  /** Signs the body; null for a message. */
  secret: string | null;
  /** Whether its host may lie in a private network. */
  privateHost: boolean;
  id: string;
  at: Date;
  body: string;
}) => Promise<{ problem: string | null }>;

type Needs = Pick<Services, "stores" | "clock" | "hints">;
export interface Sending {
  send: SendWebhook;
  publicUrl: string;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Waits after each try that failed; the last one is repeated. */
const waitsMs = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour];
const triedForMs = 24 * hour;
/** A call ends before this, so a turn that is older belonged to a process that is gone. */
const turnMs = 30 * second;
const atOnce = 20;
const keptMs = { delivered: 7 * 24 * hour, dead: 30 * 24 * hour };

/**
 * One round: each enabled target gets what is due for it, in order, until one try fails. Targets don't wait for each
 * other. Safe in several processes: each delivery is sent by who takes its turn. At least once: a process that ends
 * between the answer and its note sends again, under the same id.
 */
export async function deliverWebhooks(services: Needs, sending: Sending): Promise<void> {
  const { stores } = services;
  const targets = (await stores.webhooks.targets()).filter(({ enabled }) => enabled);
  await Promise.all(targets.map((target) => deliverTo(services, sending, target)));
}

async function deliverTo(services: Needs, sending: Sending, target: WebhookTargetRecord): Promise<void> {
  const { stores, clock } = services;
  for (const delivery of await stores.webhooks.due(target.id, clock.now(), atOnce)) {
    const now = clock.now();
    if (!(await stores.webhooks.takeTurn(delivery.id, now, new Date(now.getTime() + turnMs)))) continue;
    const { problem } = await sendOne(services, sending, target, delivery);
    if (problem !== null) {
      await giveUpOrWait(services, delivery, problem);
      return;
    }
    await stores.webhooks.noteDelivered(delivery, clock.now());
  }
}

async function sendOne(
  services: Needs,
  { send, publicUrl }: Sending,
  target: WebhookTargetRecord,
  { id, event }: WebhookDeliveryRecord,
): Promise<{ problem: string | null }> {
  const { kind, url, secret, privateHost } = target;
  const body = await describeDelivery(services, event, { kind, publicUrl });
  return send({ url, secret, privateHost, id, at: services.clock.now(), body });
}

async function giveUpOrWait(services: Needs, delivery: WebhookDeliveryRecord, error: string): Promise<void> {
  const at = services.clock.now();
  const waitMs = waitsMs[Math.min(delivery.attempts, waitsMs.length - 1)] ?? hour;
  const next = new Date(at.getTime() + waitMs);
  const isOver = next.getTime() - delivery.createdAt.getTime() > triedForMs;
  await services.stores.webhooks.noteFailure(delivery, { error, nextTryAt: isOver ? null : next, at });
  if (isOver) services.hints.publish({ kind: "settings" });
}

/** Deletes what was delivered a week ago, and dead letters that nobody sent again for a month. */
export async function forgetDeliveries({ stores, clock }: Pick<Services, "stores" | "clock">): Promise<void> {
  const now = clock.now().getTime();
  await stores.webhooks.forgetBefore(new Date(now - keptMs.delivered), new Date(now - keptMs.dead));
}

/** Sends an event of no meaning now, whatever waits. Gives why it wasn't taken, or null. */
export async function sendTest(
  services: Needs & Pick<Services, "ids">,
  { send, publicUrl }: Sending,
  target: WebhookTargetRecord,
): Promise<{ problem: string | null }> {
  const { kind, url, secret, privateHost } = target;
  const at = services.clock.now();
  const body =
    kind === "slack"
      ? JSON.stringify({
          text: `A test from Countersign. Nothing happened. · <${encodeURI(publicUrl)}|Open in Countersign>`,
        })
      : JSON.stringify({ type: "webhook.test", timestamp: at.toISOString(), data: { link: publicUrl } });
  return send({ url, secret, privateHost, id: `msg_${services.ids.next()}`, at, body });
}
