"use server";

import { z } from "zod";

import { action } from "#lib/server/action.ts";
import * as log from "#lib/use-cases/log/verify-log.ts";

/** Checks the whole log again. It changes nothing, and is an entry. */
export const verifyLog = action(z.strictObject({}), ({ actor, services }) => log.verifyLog(services, actor));
