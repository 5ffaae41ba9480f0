"use server";

import { z } from "zod";

import { action } from "#lib/server/action.ts";
import { refreshDirectory } from "#lib/use-cases/refresh-directory.ts";

/** Lists the directory of the 1Password account again, at most once a minute. */
export const refreshListing = action(z.strictObject({}), ({ actor, services }) =>
  refreshDirectory(services, actor),
);
