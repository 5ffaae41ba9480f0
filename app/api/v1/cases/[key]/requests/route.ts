import { DomainError } from "#lib/domain/errors.ts";
import { IdempotencyKey, proposeRequest as operation } from "#lib/server/openapi/request-operations.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { proposeRequest } from "#lib/use-cases/propose-request.ts";
import { reportRequest } from "#lib/use-cases/report-request.ts";

/** A machine proposes. Whoever adopts it is a person, and whoever approves that a second one. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  POST: route({
    ...operation.route,
    handler: async ({ request, actor, params, body, services }) => {
      const idempotencyKey = IdempotencyKey.safeParse(request.headers.get("idempotency-key"));
      if (!idempotencyKey.success) {
        throw new DomainError("malformed", {
          problem: "The header Idempotency-Key is missing, or isn't 1 to 255 printable characters.",
        });
      }
      const { key } = await proposeRequest(services, actor, {
        caseKey: params.key,
        ...body,
        idempotencyKey: idempotencyKey.data,
      });
      const report = await reportRequest(services, actor, { id: key });
      return Response.json(report, { status: 201, headers: { location: `/api/v1/requests/${key}` } });
    },
  }),
});
