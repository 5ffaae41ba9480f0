"use server";

import { z } from "zod";

import { action } from "#lib/server/action.ts";
import { makeSigningSecret } from "#lib/server/signals/make-signing-secret.ts";
import { sampleDelivery } from "#lib/server/signals/sample-delivery.ts";
import * as events from "#lib/use-cases/events/change-events.ts";
import * as execution from "#lib/use-cases/pause-execution.ts";
import { createSource, sourcePresets } from "#lib/use-cases/create-source.ts";
import { addCollector, removeCollector, testCollector } from "#lib/use-cases/log/change-anchors.ts";
import { tryCredential } from "#lib/use-cases/try-credential.ts";
import { sourceUrl } from "#lib/use-cases/view-settings.ts";

const TestCredential = z.strictObject({ credential: z.enum(["look-up", "suspend", "reactivate"]) });

/** Tries a credential with a harmless read. */
export const testConnection = action(TestCredential, ({ actor, input, services }) =>
  tryCredential(services, actor, input),
);

/** Asks 1Password what the token of the Events API is for. */
export const testEvents = action(z.strictObject({}), async ({ actor, services }) =>
  services.eventsApi === null
    ? { works: false, message: "ONEPASSWORD_EVENTS_URL is not set, so nothing can be asked." }
    : events.testEvents(services, actor, { api: services.eventsApi }),
);

const EventsAccount = z.strictObject({ accountUuid: z.string().min(1).max(200) });

/** Takes the account of the Events API's token for the right one. */
export const confirmEventsAccount = action(EventsAccount, ({ actor, input, services }) =>
  events.confirmEventsAccount(services, actor, input),
);

const shortName = z
  .string()
  .trim()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, {
    error: "A name has 1 to 40 small letters, digits and hyphens, and no hyphen at either end.",
  });

const AddSource = z.strictObject({
  name: shortName,
  preset: z.enum(sourcePresets),
  owner: z.string().trim().max(80).optional(),
});

/** Adds a source. The secret is in this answer and in no other. */
export const addSource = action(AddSource, async ({ actor, input, services }) => {
  const secret = makeSigningSecret();
  await createSource(services, actor, { ...input, secret });
  const url = sourceUrl(services.installation, input.name);
  return { name: input.name, url, secret, sample: sampleDelivery({ url, secret }) };
});

const SecretText = z
  .string()
  .trim()
  .regex(/^(whsec_)?[A-Za-z0-9+/]{32,88}={0,2}$/, {
    error: "A signing secret is base64 of 24 to 64 bytes, with or without whsec_ before it.",
  })
  .or(z.literal(""));

const AddAnchor = z.strictObject({
  name: shortName,
  url: z.string().trim().max(2_000),
  secret: SecretText,
});

/** Adds a collector for the log's checkpoints. Its secret is shown by no answer. */
export const addAnchor = action(AddAnchor, ({ actor, input, services }) =>
  addCollector(services, actor, {
    ...input,
    secret: input.secret === "" ? null : input.secret,
    judgeUrl: services.judgeUrl,
  }),
);

const NamedAnchor = z.strictObject({ name: shortName });

/** Sends nothing to this collector any more. */
export const removeAnchor = action(NamedAnchor, ({ actor, input, services }) =>
  removeCollector(services, actor, input),
);

/** Sends the newest checkpoint to this collector now. */
export const testAnchor = action(NamedAnchor, ({ actor, input, services }) =>
  testCollector(services, actor, { ...input, openCollector: services.openCollector }),
);

const Reason = z.strictObject({ reason: z.string().max(8_000) });

/** One person is enough to stop. */
export const pauseExecution = action(Reason, ({ actor, input, services }) =>
  execution.pauseExecution(services, actor, input),
);

/** The first person asks, the second confirms. */
export const resumeExecution = action(Reason, ({ actor, input, services }) =>
  execution.resumeExecution(services, actor, input),
);
