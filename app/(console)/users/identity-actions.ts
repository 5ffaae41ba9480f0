"use server";

import { z } from "zod";

import { IdentityClass } from "#lib/domain/identity-class.ts";
import { action } from "#lib/server/action.ts";
import * as protection from "#lib/use-cases/people/protect-person.ts";
import * as classes from "#lib/use-cases/people/set-identity-class.ts";

const Change = z.strictObject({ userId: z.string().min(1).max(100), reason: z.string().max(2_000) });
const SetClass = Change.extend({ identityClass: IdentityClass.nullable() });

/** By hand goes before the people file and the rules. */
export const setIdentityClass = action(SetClass, ({ actor, input, services }) =>
  classes.setIdentityClass(services, actor, input),
);

/** One administrator is enough to set the mark. */
export const protectPerson = action(Change, ({ actor, input, services }) =>
  protection.protectPerson(services, actor, input),
);

/** The first person asks, the second confirms. */
export const unprotectPerson = action(Change, ({ actor, input, services }) =>
  protection.unprotectPerson(services, actor, input),
);

/** Takes back, or refuses, the end of a protection. */
export const keepProtected = action(Change, ({ actor, input, services }) =>
  protection.keepProtected(services, actor, input),
);
