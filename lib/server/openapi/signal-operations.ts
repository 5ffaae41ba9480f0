import { z } from "zod";

import { ReceiptAnswer, RefusedSetAnswer } from "./answers.ts";
import { operation } from "./operation.ts";

const anyEvent = z.record(z.string(), z.unknown());

/** The webhook of a source. Its body is judged event by event, so its route reads the bytes by itself. */
export const receiveSignals = operation({
  method: "post",
  path: "/api/v1/signals/{source}",
  id: "receiveSignals",
  summary: "Signals from a source",
  description:
    "Signed as Standard Webhooks says, over the exact bytes. At most 262,144 bytes and 1,000 events; each event has a result of its own.",
  route: { auth: "open", params: z.object({ source: z.string() }) },
  headers: z.object({
    "webhook-id": z.string().describe("The same with each try of one delivery."),
    "webhook-timestamp": z.string().describe("Unix seconds, at most 5 minutes off."),
    "webhook-signature": z.string().describe("v1,<base64>; several parted by spaces."),
  }),
  rawBody: {
    types: [
      "application/json",
      "application/x-ndjson",
      "application/cloudevents+json",
      "application/cloudevents-batch+json",
    ],
    schema: z.union([anyEvent, z.array(anyEvent)]),
  },
  answers: [{ status: 202, description: "What became of each event.", json: ReceiptAnswer }],
  refusals: [
    "source_unknown",
    "signature_invalid",
    "timestamp_out_of_range",
    "replay_with_other_body",
    "unsupported_type",
    "body_too_large",
    "not_json",
    "rate_limited",
    "log_halted",
  ],
});

/** Shared Signals, pushed. The body is one signed token, judged as a whole. */
export const receiveSetOperation = operation({
  method: "post",
  path: "/api/v1/ssf/{stream}",
  id: "receiveSet",
  summary: "A security event token of a Shared Signals stream",
  description:
    "RFC 8935: one signed token (typ secevent+jwt) as the body, at most 65,536 bytes. A token whose jti came before from its issuer is taken and adds nothing. What is refused with 400 would be refused again; 429 and 503 ask for another try.",
  route: { auth: "open", params: z.object({ stream: z.string() }) },
  rawBody: {
    types: ["application/secevent+jwt"],
    schema: z.string().describe("The token in compact form."),
  },
  answers: [{ status: 202, description: "Taken.", empty: true }],
  ownRefusals: [
    { status: 400, description: "The token is refused, as RFC 8935 says.", json: RefusedSetAnswer },
  ],
  refusals: [
    "source_unknown",
    "unsupported_type",
    "body_too_large",
    "rate_limited",
    "keys_unavailable",
    "log_halted",
  ],
});
