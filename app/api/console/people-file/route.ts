import { z } from "zod";

import { fileLimitBytes } from "#lib/server/guard/body-limits.ts";
import { takePeopleCsv } from "#lib/server/people-file.ts";
import { methodsOf, route } from "#lib/server/route.ts";

const File = z.strictObject({
  csv: z.string().max(fileLimitBytes),
  name: z.string().trim().min(1).max(120),
  complete: z.boolean(),
  /** The digest of the preview; null asks for one. */
  seen: z.string().max(64).nullable(),
});

/** A people file of a signed-in person: a preview first, then the same file again with what was seen of it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  POST: route({
    auth: "person",
    query: z.strictObject({}),
    body: File,
    bodyLimitBytes: fileLimitBytes,
    handler: ({ actor, body, services }) => takePeopleCsv(services, actor, body),
  }),
});
