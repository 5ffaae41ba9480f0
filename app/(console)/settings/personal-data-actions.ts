"use server";

import { z } from "zod";

import { ErasureGround, RetentionSettings } from "#lib/domain/personal-data.ts";
import { action } from "#lib/server/action.ts";
import * as ask from "#lib/use-cases/personal-data/ask-erasure.ts";
import * as confirm from "#lib/use-cases/personal-data/confirm-erasure.ts";
import * as hold from "#lib/use-cases/personal-data/legal-hold.ts";
import * as retention from "#lib/use-cases/personal-data/retention-settings.ts";

const Id = z.string().min(1).max(200);
const Reason = z.string().max(8_000);

/** The first person asks. */
export const askErasure = action(
  z.strictObject({
    kind: z.enum(["subject", "person"]),
    subjectRef: Id,
    ground: ErasureGround,
    reason: Reason,
  }),
  ({ actor, input, services }) => ask.askErasure(services, actor, input),
);

/** The second person confirms, and it is done. */
export const confirmErasure = action(z.strictObject({ id: Id }), ({ actor, input, services }) =>
  confirm.confirmErasure(services, actor, input),
);

/** Whoever asked withdraws it, anybody else refuses it. */
export const declineErasure = action(
  z.strictObject({ id: Id, reason: Reason }),
  ({ actor, input, services }) => ask.declineErasure(services, actor, input),
);

/** One person is enough to hold. */
export const setLegalHold = action(
  z.strictObject({ userId: Id, caseKey: z.string().max(40).nullable(), reason: Reason }),
  ({ actor, input, services }) => hold.setLegalHold(services, actor, input),
);

/** The first person asks to end it, the second confirms. */
export const endLegalHold = action(z.strictObject({ id: Id, reason: Reason }), ({ actor, input, services }) =>
  hold.endLegalHold(services, actor, input),
);

/** The hold stays. */
export const keepLegalHold = action(
  z.strictObject({ id: Id, reason: Reason }),
  ({ actor, input, services }) => hold.keepLegalHold(services, actor, input),
);

export const changeRetention = action(RetentionSettings, ({ actor, input, services }) =>
  retention.changeRetention(services, actor, input),
);
