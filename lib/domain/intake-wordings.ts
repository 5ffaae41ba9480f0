import type { ErrorDetails } from "./errors.ts";

const said = (text: string) => () => text;

/** Refusals of what sources send: part of the table in errors.ts. */
export const intakeWordings = {
  source_unknown: {
    status: 404,
    words: said("There is no such source, or it is switched off. Nothing was stored."),
  },
  signature_invalid: {
    status: 401,
    words: said(
      "The signature doesn't fit the body. Nothing was stored. Sign the exact bytes with the source's secret (Standard Webhooks).",
    ),
  },
  timestamp_out_of_range: {
    status: 401,
    words: said("The timestamp is more than 5 minutes off. Nothing was stored. Send with the current time."),
  },
  replay_with_other_body: {
    status: 409,
    words: said(
      "This webhook-id came before with another body. Nothing was filed; the body is kept as a dead letter. Use a new id for a new message.",
    ),
  },
  body_too_large: {
    status: 413,
    words: (d: ErrorDetails) =>
      `The body is larger than allowed (${d["limit"] ?? "see the guide"}). Nothing was stored. Send smaller batches.`,
  },
  unsupported_type: {
    status: 415,
    words: (d: ErrorDetails) =>
      `This content type or encoding isn't accepted. Nothing was stored. Send ${d["types"] ?? "JSON or NDJSON"} without content encoding.`,
  },
  keys_unavailable: {
    status: 503,
    words: said(
      "The transmitter's keys can't be read just now, so nobody can say whether the token is genuine. Nothing was stored. Send it again later.",
    ),
  },
  not_json: {
    status: 400,
    words: said("The body is not JSON. Nothing was stored. Send one object, an array or NDJSON."),
  },
} as const;
