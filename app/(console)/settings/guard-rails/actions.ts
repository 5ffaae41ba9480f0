"use server";

import { z } from "zod";

import { GuardRails } from "#lib/domain/guard-rails-setting.ts";
import { action } from "#lib/server/action.ts";
import * as change from "#lib/use-cases/guard-rails/change-rails.ts";
import * as incident from "#lib/use-cases/guard-rails/mass-incident.ts";

const reason = z.string().max(2_000);
const Named = z.strictObject({ id: z.string().max(100) });

/** Stricter ones count at once; looser ones wait for a second person. */
export const changeRails = action(
  z.strictObject({ rails: GuardRails, reason }),
  ({ actor, input, services }) => change.changeRails(services, actor, input),
);

export const confirmRails = action(z.strictObject({}), ({ actor, services }) =>
  change.confirmRails(services, actor),
);

export const declineRails = action(z.strictObject({}), ({ actor, services }) =>
  change.declineRails(services, actor),
);

/** The first person asks, the second confirms; one of the two is an IAM lead. */
export const askMassIncident = action(
  z.strictObject({ reason, allowed: z.int(), minutes: z.int() }),
  ({ actor, input, services }) => incident.askMassIncident(services, actor, input),
);

export const confirmMassIncident = action(Named, ({ actor, input, services }) =>
  incident.confirmMassIncident(services, actor, input),
);

/** One person is enough to slow down again. */
export const endMassIncident = action(Named, ({ actor, input, services }) =>
  incident.endMassIncident(services, actor, input),
);
