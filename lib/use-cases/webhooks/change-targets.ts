import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { OutgoingType, TargetKind } from "#lib/domain/outgoing-types.ts";
import type { Services } from "#lib/ports/services.ts";
import type { WebhookTargetRecord } from "#lib/ports/webhook-store.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { type Sending, sendTest } from "./deliver-webhooks.ts";

/** Says why nothing may be sent to this address, or null. */
export type JudgeTarget = (url: string, options: { privateHost: boolean }) => string | null;

export interface AddTargetInput {
  name: string;
  kind: TargetKind;
  url: string;
  /** Made by the caller, who shows it once; null for a message. */
  secret: string | null;
  events: OutgoingType[];
  privateHost: boolean;
  judgeTarget: JudgeTarget;
}

/**
 * From now on what happens is told to this address. Throws `role_missing`, and `invalid_input` for an address that
 * nothing is sent to, a name that is taken, or no event.
 */
export async function addTarget(services: Services, actor: Actor, input: AddTargetInput): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores, clock, ids } = services;
  const { name, kind, url, secret, events, privateHost, judgeTarget } = input;
  const problem = judgeTarget(url, { privateHost });
  if (problem !== null) throw new DomainError("invalid_input", { problem: `url: ${problem}.` });
  if (events.length === 0) throw new DomainError("invalid_input", { problem: "Choose at least one event." });
  await retryOnConflict(async () => {
    if ((await stores.webhooks.targets()).some((other) => other.name === name)) {
      throw new DomainError("invalid_input", { problem: `There is a target named ${name} already.` });
    }
    const place = new URL(url).origin;
    const record: WebhookTargetRecord = {
      id: ids.next(),
      name,
      kind,
      url,
      place,
      secret,
      events,
      enabled: true,
      privateHost,
      createdAt: clock.now(),
      lastDeliveredAt: null,
      lastError: null,
    };
    await stores.commit([
      stores.webhooks.insertTarget(record),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          after: "created",
          facts: {
            what: "webhook target",
            name: `webhook ${name}`,
            kind,
            to: place,
            events: events.join(" "),
            ...(privateHost ? { privateHost: new URL(url).hostname } : {}),
          },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Switches a target on or off, or chooses its events. What waits stays for when it is on again. */
export async function changeTarget(
  services: Services,
  actor: Actor,
  input: { id: string; enabled: boolean; events: OutgoingType[] },
): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores } = services;
  if (input.events.length === 0) {
    throw new DomainError("invalid_input", { problem: "Choose at least one event." });
  }
  await retryOnConflict(async () => {
    const target = await requireTarget(services, input.id);
    await stores.commit([
      stores.webhooks.updateTarget(target.id, input),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          before: target.enabled ? "enabled" : "disabled",
          after: input.enabled ? "enabled" : "disabled",
          facts: {
            what: "webhook target",
            name: `webhook ${target.name}`,
            eventsBefore: target.events.join(" "),
            events: input.events.join(" "),
          },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Sends nothing there any more, and forgets address, secret and what waited. */
export async function removeTarget(services: Services, actor: Actor, input: { id: string }): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores, clock } = services;
  await retryOnConflict(async () => {
    const target = await requireTarget(services, input.id);
    await stores.commit([
      ...stores.webhooks.removeTarget(target.id, clock.now()),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          before: target.enabled ? "enabled" : "disabled",
          after: "removed",
          facts: { what: "webhook target", name: `webhook ${target.name}`, to: target.place },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/** Sends a test there now. */
export async function testTarget(
  services: Services,
  actor: Actor,
  { id, sending }: { id: string; sending: Sending },
): Promise<{ works: boolean; message: string }> {
  requirePerson(actor, "change_settings");
  const { problem } = await sendTest(services, sending, await requireTarget(services, id));
  return problem === null
    ? { works: true, message: "It took the test." }
    : { works: false, message: problem };
}

/** Tries a dead letter again, for another day. Throws `not_found` where it is none. */
export async function resendDelivery(services: Services, actor: Actor, input: { id: string }): Promise<void> {
  const person = requirePerson(actor, "change_settings");
  const { stores, clock } = services;
  await retryOnConflict(async () => {
    const delivery = await stores.webhooks.delivery(input.id);
    if (delivery === null || delivery.deadAt === null) {
      throw new DomainError("not_found", { what: "such dead letter" });
    }
    await stores.commit([
      stores.webhooks.resend(delivery.id, clock.now()),
      ...(await appendEntries(services, person, installationChain, [
        {
          type: "setting.changed",
          before: "dead",
          after: "waiting",
          facts: { what: "webhook delivery", name: `webhook delivery ${delivery.id}` },
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

async function requireTarget({ stores }: Services, id: string): Promise<WebhookTargetRecord> {
  const target = await stores.webhooks.targetById(id);
  if (target === null) throw new DomainError("not_found", { what: "such webhook target" });
  return target;
}
