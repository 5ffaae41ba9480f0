"use server";

import { z } from "zod";

import { IdentityRules } from "#lib/domain/identity-rules.ts";
import { action } from "#lib/server/action.ts";
import * as rules from "#lib/use-cases/people/change-identity-rules.ts";

/** The first rule that fits gives the class. */
export const changeIdentityRules = action(
  z.strictObject({ rules: IdentityRules }),
  ({ actor, input, services }) => rules.changeIdentityRules(services, actor, input),
);
