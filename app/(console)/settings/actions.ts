"use server";

import { z } from "zod";

import { action } from "#lib/server/action.ts";
import { makeSigningSecret } from "#lib/server/signals/make-signing-secret.ts";
import { sampleDelivery } from "#lib/server/signals/sample-delivery.ts";
import * as execution from "#lib/use-cases/pause-execution.ts";
import { createSource, sourcePresets } from "#lib/use-cases/create-source.ts";
import { tryCredential } from "#lib/use-cases/try-credential.ts";
import { sourceUrl } from "#lib/use-cases/view-settings.ts";

const TestCredential = z.strictObject({ credential: z.enum(["look-up", "suspend", "reactivate"]) });

/** Tries a credential with a harmless read. */
export const testConnection = action(TestCredential, ({ actor, input, services }) =>
  tryCredential(services, actor, input),
);

const AddSource = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, {
      error: "A name has 1 to 40 small letters, digits and hyphens, and no hyphen at either end.",
    }),
  preset: z.enum(sourcePresets),
});

/** Adds a source. The secret is in this answer and in no other. */
export const addSource = action(AddSource, async ({ actor, input, services }) => {
  const secret = makeSigningSecret();
  await createSource(services, actor, { ...input, secret });
  const url = sourceUrl(services.installation, input.name);
  return { name: input.name, url, secret, sample: sampleDelivery({ url, secret }) };
});

const Reason = z.strictObject({ reason: z.string().max(8_000) });

/** One person is enough to stop. */
export const pauseExecution = action(Reason, ({ actor, input, services }) =>
  execution.pauseExecution(services, actor, input),
);

/** The first person asks, the second confirms. */
export const resumeExecution = action(Reason, ({ actor, input, services }) =>
  execution.resumeExecution(services, actor, input),
);
