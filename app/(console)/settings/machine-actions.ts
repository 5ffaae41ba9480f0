"use server";

import { z } from "zod";

import { eventGroups, typesOfGroups } from "#lib/domain/event-groups.ts";
import { keyScopes } from "#lib/domain/key-scope.ts";
import { targetKinds } from "#lib/domain/outgoing-types.ts";
import { action } from "#lib/server/action.ts";
import { makeApiKey } from "#lib/server/api-key.ts";
import { makeSigningSecret } from "#lib/server/signals/make-signing-secret.ts";
import { createKey, revokeKey as revoke } from "#lib/use-cases/keys/change-keys.ts";
import * as targets from "#lib/use-cases/webhooks/change-targets.ts";

const line = z.string().trim().max(200);
const dayMs = 24 * 3_600_000;

/** Makes a key. It is in this answer and in no other. */
export const addKey = action(
  z.strictObject({
    name: z.string().trim().min(1, { error: "A key needs a name." }).max(80),
    scopes: z.array(z.enum(keyScopes)).max(keyScopes.length),
    owner: z.string().trim().min(1, { error: "Say which team answers for the key." }).max(80),
    purpose: line,
    heldByAgent: z.boolean(),
    /** Null: until it is revoked. */
    days: z.int().min(1).max(3_650).nullable(),
  }),
  async ({ actor, input, services }) => {
    const { token, tokenHash } = makeApiKey();
    const { days, ...about } = input;
    const expiresAt = days === null ? null : new Date(services.clock.now().getTime() + days * dayMs);
    await createKey(services, actor, { ...about, expiresAt, tokenHash });
    services.live.publish({ kind: "settings" });
    return { name: input.name, key: token };
  },
);

const id = z.string().max(100);

export const revokeKey = action(z.strictObject({ id }), async ({ actor, input, services }) => {
  await revoke(services, actor, input);
  services.live.publish({ kind: "settings" });
});

const shortName = z
  .string()
  .trim()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, {
    error: "A name has 1 to 40 small letters, digits and hyphens, and no hyphen at either end.",
  });
const groups = z.array(z.enum(eventGroups.map((group) => group.id))).max(eventGroups.length);

/** Adds a target. The secret of a signed one is in this answer and in no other. */
export const addWebhook = action(
  z.strictObject({
    name: shortName,
    kind: z.enum(targetKinds),
    url: z.string().trim().max(2_000),
    groups,
    privateHost: z.boolean(),
  }),
  async ({ actor, input, services }) => {
    const secret = input.kind === "standard" ? makeSigningSecret() : null;
    await targets.addTarget(services, actor, {
      name: input.name,
      kind: input.kind,
      url: input.url,
      secret,
      events: typesOfGroups(input.groups),
      privateHost: input.privateHost,
      judgeTarget: services.judgeTarget,
    });
    return { name: input.name, secret };
  },
);

export const changeWebhook = action(
  z.strictObject({ id, enabled: z.boolean(), groups }),
  ({ actor, input, services }) =>
    targets.changeTarget(services, actor, {
      id: input.id,
      enabled: input.enabled,
      events: typesOfGroups(input.groups),
    }),
);

export const removeWebhook = action(z.strictObject({ id }), ({ actor, input, services }) =>
  targets.removeTarget(services, actor, input),
);

/** Sends a test there now. */
export const testWebhook = action(z.strictObject({ id }), ({ actor, input, services }) =>
  targets.testTarget(services, actor, { ...input, sending: services.sending }),
);

/** Tries a dead letter again. */
export const resendWebhook = action(z.strictObject({ id }), ({ actor, input, services }) =>
  targets.resendDelivery(services, actor, input),
);
