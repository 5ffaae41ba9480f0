import { z } from "zod";

import { methodsOf, route } from "#lib/server/route.ts";
import { reportEntries } from "#lib/use-cases/log/report-log.ts";

const whole = z
  .string()
  .regex(/^\d{1,15}$/, "is a whole number")
  .transform(Number);

/** Sealed entries in tree order. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person-or-key:audit:read",
    query: z.strictObject({
      from: whole.default(0),
      limit: whole.pipe(z.int().min(1).max(1_000)).default(100),
      epoch: whole.pipe(z.int().min(1)).optional(),
    }),
    handler: ({ actor, query, services }) => reportEntries(services, actor, query),
  }),
});
