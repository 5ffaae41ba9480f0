import { z } from "zod";

import { putSubjects } from "#lib/server/openapi/subject-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { rowsRefused } from "#lib/server/people-file.ts";
import { applyPeopleFile } from "#lib/use-cases/people/apply-people-file.ts";
import { planPeopleFile } from "#lib/use-cases/people/plan-people-file.ts";
import { DomainError } from "#lib/domain/errors.ts";

const IdempotencyKey = z.string().min(8).max(100);

/** What is known about people from elsewhere: all of the list, or nothing of it. Changes no state. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  PUT: route({
    ...putSubjects.route,
    handler: async ({ actor, body, request, services }) => {
      const given = request.headers.get("idempotency-key");
      const key = given === null ? undefined : IdempotencyKey.safeParse(given);
      if (key?.success === false) {
        throw new DomainError("malformed", { problem: "Idempotency-Key has 8 to 100 characters." });
      }
      const file = {
        rows: body.people.map((fields, index) => ({ line: index + 1, fields })),
        complete: body.complete,
      };
      if (body.dryRun) {
        const { errors, changes, same } = await planPeopleFile(services, actor, file);
        return errors.length > 0 ? rowsRefused(errors) : { changes, same };
      }
      const applied = await applyPeopleFile(services, actor, {
        ...file,
        source: `key ${actor.name}`,
        idempotencyKey: key?.data,
      });
      if (!applied.ok) return rowsRefused(applied.errors);
      const { added, changed, removed, same } = applied;
      return { added, changed, removed, same };
    },
  }),
});
