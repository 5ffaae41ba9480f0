import type { ErrorDetails } from "./errors.ts";

const said = (text: string) => () => text;

/** Refusals about erasures and legal holds: part of the table in errors.ts. */
export const personalDataWordings = {
  legal_hold: {
    status: 409,
    words: (d: ErrorDetails) =>
      `A legal hold stands over ${d["what"] ?? "this"}. Nothing was erased. Two people can end the hold, then ask again.`,
  },
  work_open: {
    status: 409,
    words: (d: ErrorDetails) =>
      `Still open: ${d["what"] ?? "a case or a request"}. Nothing was erased. Let the request come to its end and close the case, then ask again.`,
  },
  already_erased: {
    status: 409,
    words: (d: ErrorDetails) =>
      `What was known of this person was erased${d["at"] ? ` on ${d["at"]}` : ""}. There is nothing left to erase.`,
  },
  still_member: {
    status: 409,
    words: said(
      "An account of this person is not disabled. Nothing was erased. Disable every account of theirs first.",
    ),
  },
  erasure_asked: {
    status: 409,
    words: said(
      "Somebody asked already to erase this person's data. No second request was made. Confirm, refuse or withdraw that one.",
    ),
  },
  erasure_over: {
    status: 409,
    words: (d: ErrorDetails) =>
      `This erasure is ${d["status"] ?? "over"} already. Nothing was changed. Ask anew if it is still needed.`,
  },
  hold_exists: {
    status: 409,
    words: said("A legal hold stands over this already. No second one was set."),
  },
} as const;
