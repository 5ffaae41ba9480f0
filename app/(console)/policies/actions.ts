"use server";

import { z } from "zod";

import { Policy } from "#lib/domain/policy.ts";
import { action } from "#lib/server/action.ts";
import * as designating from "#lib/use-cases/drill/designate-drill-user.ts";
import * as drills from "#lib/use-cases/drill/start-drill.ts";
import * as discarding from "#lib/use-cases/policies/discard-draft.ts";
import * as reading from "#lib/use-cases/policies/read-policy-text.ts";
import * as simulating from "#lib/use-cases/policies/simulate-policy.ts";
import * as publishing from "#lib/use-cases/publish-policy.ts";

const PolicyText = Policy.omit({ id: true, version: true }).extend({
  name: z.string().trim().min(1).max(100),
});
const Draft = z.strictObject({ policyId: z.string().max(100), version: z.int().positive() });

/** Keeps a draft. It has no effect until somebody else publishes it. */
export const draftPolicy = action(PolicyText, ({ actor, input, services }) =>
  publishing.draftPolicy(services, actor, input),
);

/** Reads a policy that was written as text. Keeps nothing. */
export const readPolicyText = action(z.strictObject({ text: z.string().max(200_000) }), ({ actor, input }) =>
  Promise.resolve(reading.readPolicyText(actor, input.text)),
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
export const simulatePolicy = action(Policy.pick({ rules: true }), ({ actor, input, services }) =>
  simulating.simulatePolicy(services, actor, input),
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
