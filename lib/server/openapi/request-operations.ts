import { z } from "zod";

import { actions } from "#lib/domain/directory.ts";

import { RequestAnswer } from "./answers.ts";
import { operation } from "./operation.ts";

/** 1 to 255 printable characters; a machine makes a new one for each thing that it wants done. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .describe("The same key with the same body is the same proposal; with another body it is refused.");

export const proposeRequest = operation({
  method: "post",
  path: "/api/v1/cases/{key}/requests",
  id: "proposeRequest",
  summary: "Propose a suspension or a reactivation",
  description:
    "A proposal does nothing by itself: a person must adopt it, and a second person must approve what came of it. No key can approve, deny or execute.",
  route: {
    auth: "key:requests:propose",
    params: z.object({ key: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) }),
    query: z.strictObject({}),
    body: z.strictObject({
      action: z.enum(actions),
      reason: z.string().min(1).max(8_000),
    }),
  },
  headers: z.object({ "Idempotency-Key": IdempotencyKey }),
  answers: [
    { status: 201, description: "The proposal, also where it was made before.", json: RequestAnswer },
  ],
  refusals: [
    "reason_missing",
    "case_closed",
    "case_without_signal",
    "open_request_exists",
    "state_unfit",
    "policy_forbids",
    "idempotency_mismatch",
    "changed_meanwhile",
    "log_halted",
  ],
});

export const readRequest = operation({
  method: "get",
  path: "/api/v1/requests/{id}",
  id: "readRequest",
  summary: "One request with its decisions, attempts and outcome",
  route: {
    auth: "person-or-key:cases:read",
    params: z.object({
      id: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,40}$/)
        .describe("Key (REQ-…) or id."),
    }),
    query: z.strictObject({}),
  },
  answers: [{ status: 200, description: "The request.", json: RequestAnswer }],
});
