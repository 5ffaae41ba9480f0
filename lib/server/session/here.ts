import "server-only";

import { limits } from "#lib/server/limits.ts";
import { services } from "#lib/server/services.ts";

import type { SignInServices } from "./session-services.ts";

/** What signing in and out rests on in this process. */
export function signInServices(): SignInServices {
  const here = services();
  return { ...here, simulated: false, limits: limits(here) };
}
