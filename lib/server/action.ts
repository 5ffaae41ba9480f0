import "server-only";

import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";

import type { ActionResult } from "#lib/domain/action-result.ts";
import type { PersonActor } from "#lib/domain/actor.ts";

import { limits } from "./limits.ts";
import { runAction } from "./run-action.ts";
import { services } from "./services.ts";
import type { Services } from "./services.ts";
import { currentActor } from "./session/current.ts";
import { setAnswerStatus } from "./answer-status.ts";

export interface ActionCall<I> {
  actor: PersonActor;
  input: I;
  services: Services;
}

/**
 * Makes a server action: `export const takeCase = action(TakeCase, ({ actor, input, services }) => …)`. Every exported
 * action is a public POST endpoint, so there is no other way to make one; a test looks at all of them. The action
 * takes an object or a form's data and answers an `ActionResult`; it throws only what Next throws to redirect.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  use: (call: ActionCall<z.output<S>>) => Promise<T>,
): (raw: z.input<S> | FormData) => Promise<ActionResult<T>> {
  return async (raw) => {
    const here = services();
    const context = {
      headers: await headers(),
      publicUrl: here.env.publicUrl,
      findActor: currentActor,
      limiter: limits(here).actions,
      nextId: () => here.ids.next(),
      log: here.log,
      rethrow: unstable_rethrow,
    };
    const { status, result } = await runAction(context, {
      schema,
      raw,
      use: (actor, input) => use({ actor, input, services: here }),
    });
    setAnswerStatus(status);
    return result;
  };
}
