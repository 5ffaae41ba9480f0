"use server";

import { z } from "zod";

import { action } from "#lib/server/action.ts";
import * as designating from "#lib/use-cases/drill/designate-drill-user.ts";
import * as drills from "#lib/use-cases/drill/start-drill.ts";
import * as discarding from "#lib/use-cases/policies/discard-draft.ts";
import * as reading from "#lib/use-cases/policies/read-policy-text.ts";
import * as simulating from "#lib/use-cases/policies/simulate-policy.ts";
import * as publishing from "#lib/use-cases/publish-policy.ts";

/** A policy travels as text: a body with a key `then` is refused at the door, as it could pose as a promise. */
const PolicyText = z.strictObject({ text: z.string().max(200_000) });
const Draft = z.strictObject({ policyId: z.string().max(100), version: z.int().positive() });

/** Keeps a draft. It has no effect until somebody else publishes it. */
export const draftPolicy = action(PolicyText, async ({ actor, input, services }) =>
  publishing.draftPolicy(services, actor, reading.readPolicyText(actor, input.text)),
);

/** Reads a policy that was written as text. Keeps nothing. */
export const readPolicyText = action(PolicyText, async ({ actor, input }) =>
  reading.readPolicyText(actor, input.text),
);

/** Puts somebody else's draft in force. */
export const publishPolicy = action(Draft, ({ actor, input, services }) =>
  publishing.publishPolicy(services, actor, input),
);

/** Takes a draft out of the way. */
export const discardDraft = action(
  Draft.extend({ reason: z.string().trim().min(1).max(2_000) }),
  ({ actor, input, services }) => discarding.discardDraft(services, actor, input),
);

/** What these rules would have said in the last 30 days. Changes nothing. */
export const simulatePolicy = action(PolicyText, async ({ actor, input, services }) =>
  simulating.simulatePolicy(services, actor, reading.readPolicyText(actor, input.text)),
);

/** Begins a drill on the designated test user. */
export const startDrill = action(z.strictObject({}), ({ actor, services }) =>
  drills.startDrill(services, actor),
);

/** Says who is suspended and reactivated in drills. */
export const designateDrillUser = action(
  z.strictObject({ email: z.string().trim().min(3).max(320) }),
  ({ actor, input, services }) => designating.designateDrillUser(services, actor, input),
);
