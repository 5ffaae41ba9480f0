import { guardRailWordings } from "./guard-rail-wordings.ts";
import { intakeWordings } from "./intake-wordings.ts";
import { machineWordings } from "./machine-wordings.ts";
import { personalDataWordings } from "./personal-data-wordings.ts";
import { forbiddenWords, tooFewWords } from "./verdict-gates.ts";
import { sharedError } from "./shared-error.ts";

/** What a sentence may need besides its code. Values are shown to people, so they are plain text. */
export type ErrorDetails = Readonly<Record<string, string>>;

interface Wording {
  /** HTTP status of the machine interface. */
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 503;
  /** What happened, what did not happen, what to do next. */
  words: (details: ErrorDetails) => string;
}

const said = (text: string) => () => text;

/**
 * Every refusal that a person or a machine can cause, with its sentence and its status. A code without words doesn't
 * compile. Anything that is not in this table is a fault of ours: logged with an id, and shown as that id.
 */
export const wordings = {
  not_signed_in: {
    status: 401,
    words: said("You are not signed in. Nothing was changed. Sign in and try again."),
  },
  key_rejected: {
    status: 401,
    words: said(
      "The API key is missing, unknown, expired or revoked. Nothing was done. Send a valid key as a bearer token.",
    ),
  },
  scope_missing: {
    status: 403,
    words: (d) =>
      `This key doesn't have the scope ${d["scope"] ?? ""}. Nothing was done. Ask an administrator for a key that has it.`,
  },
  role_missing: {
    status: 403,
    words: (d) =>
      `This needs the role ${d["needs"] ?? "of somebody else"}. Nothing was changed. Ask somebody who has it.`,
  },
  foreign_origin: {
    status: 403,
    words: said(
      "This request did not come from the console's own pages. Nothing was changed. Open the console and try there.",
    ),
  },
  machine_may_not: {
    status: 403,
    words: said("Only a person who signed in may do this. Nothing was changed."),
  },
  not_found: {
    status: 404,
    words: (d) => `There is no ${d["what"] ?? "such thing"} here. Check the key or go back to the list.`,
  },
  invalid_input: {
    status: 422,
    words: (d) =>
      `${d["problem"] ?? "Something in the form doesn't fit."} Nothing was changed. Correct it and send again.`,
  },
  reason_missing: {
    status: 422,
    words: said(
      "A reason is needed, so that others can judge the decision later. Nothing was changed. Write one and send again.",
    ),
  },
  changed_meanwhile: {
    status: 409,
    words: said(
      "Somebody else changed this at the same moment. Your change was not made. Look at what is there now and decide again.",
    ),
  },
  idempotency_mismatch: {
    status: 409,
    words: said(
      "This idempotency key was used before with another content. Nothing was done. Use a new key for a new request.",
    ),
  },
  rate_limited: {
    status: 429,
    words: (d) => `Too many tries in a short time. Nothing was done. Try again in ${d["seconds"] ?? "60"} s.`,
  },

  // Requests: the two-person rule.
  self_approval: {
    status: 403,
    words: said("You asked for this: a second person must decide. Nothing was changed."),
  },
  subject_decides: {
    status: 403,
    words: said(
      "This request is about your own 1Password account: somebody else must decide. Nothing was changed.",
    ),
  },
  under_investigation: {
    status: 403,
    words: said(
      "A suspension of yourself is asked for or in force: until that is settled you can't ask, decide or publish. Nothing was changed. Another IAM lead can lift this with a reason.",
    ),
  },
  second_person_needed: {
    status: 403,
    words: said(
      "You asked for this: a second person, not concerned by it, must confirm. Nothing was changed.",
    ),
  },
  asker_untrusted: {
    status: 409,
    words: said(
      "Whoever asked for this is under investigation or left the team, so their word counts no more. Nothing was changed. Decline or discard it, and ask for it anew.",
    ),
  },
  execution_paused: {
    status: 409,
    words: said("Execution is paused: nothing is sent to 1Password. Two people can resume it."),
  },
  execution_running: { status: 409, words: said("Execution is not paused. Nothing was changed.") },
  ...guardRailWordings,
  not_quiet_yet: {
    status: 409,
    words: (d) =>
      `A call could still take effect until ${d["until"] ?? "a moment from now"}. Nothing was settled. Try again after that.`,
  },
  readings_disagree: {
    status: 409,
    words: said("Two readings in a row didn't agree. Nothing was settled. Try again in a moment."),
  },
  already_voted: {
    status: 409,
    words: said("You have decided on this request already. Your first decision stands."),
  },
  digest_mismatch: {
    status: 409,
    words: said(
      "What you saw is not what is stored. Your decision was not counted. Reload, read it again and decide.",
    ),
  },
  step_up_required: {
    status: 403,
    words: (d) =>
      `Your sign-in is older than ${d["minutes"] ?? "15"} minutes. The decision was not counted. Sign in again and decide.`,
  },
  request_not_pending: {
    status: 409,
    words: (d) =>
      `This request is ${d["status"] ?? "decided"} already${d["by"] ?? ""}. Your decision was not counted. Nothing else happened.`,
  },
  request_expired: {
    status: 409,
    words: (d) =>
      `The time to decide was over at ${d["at"] ?? "its limit"}. Nothing was sent to 1Password. Ask again if it is still needed.`,
  },
  request_under_way: {
    status: 409,
    words: (d) =>
      `The request is ${d["status"] ?? "being carried out"}: it can't be withdrawn any more. Wait for its outcome, then ask for the opposite.`,
  },
  not_the_requester: {
    status: 403,
    words: said(
      "Only the person who asked can withdraw a request that waits for a decision. Nothing was changed.",
    ),
  },

  // Requests: what must be true of the person in 1Password.
  state_unread: {
    status: 503,
    words: (d) =>
      `1Password could not be read just now (${d["problem"] ?? "no answer"}). No request was made. Try again: a request needs a state that was really read.`,
  },
  log_halted: {
    status: 503,
    words: (d) =>
      `The log of this installation is not what was signed last (${d["problem"] ?? "see the banner"}). Nothing was written and nothing is sent until whoever runs the server has put the right database back or opened a new epoch: npm run admin -- open-epoch.`,
  },
  evidence_broken: {
    status: 503,
    words: (d) =>
      `${d["what"] ?? "A part of the log"} is not what was sealed, so no evidence was exported: a package that doesn't verify proves nothing. Keep the database as it is and run npm run verify on it.`,
  },
  evidence_too_large: {
    status: 422,
    words: (d) =>
      `This would be ${d["entries"] ?? "too many"} entries; a package holds at most ${d["most"] ?? "a bounded number"}. Nothing was exported. Choose a shorter period, or take the whole log with npm run admin -- export-log.`,
  },
  state_unfit: {
    status: 409,
    words: (d) =>
      `${d["name"] ?? "The person"} is ${d["state"] ?? "UNKNOWN"} in 1Password, read at ${d["readAt"] ?? "just now"}: there is nothing to ${d["action"] ?? "do"}. No request was made.`,
  },
  state_changed: {
    status: 409,
    words: (d) =>
      `The person changed since the request (${d["difference"] ?? "see the request"}), not through Countersign. Your decision was not counted, nothing was sent, and the request is stale. Ask again if it is still needed.`,
  },
  subject_not_linked: {
    status: 409,
    words: said(
      "Nobody in 1Password stands behind this case yet, so there is nobody to act on. No request was made. Link the case to a person, or wait until the directory knows the address.",
    ),
  },
  open_request_exists: {
    status: 409,
    words: (d) =>
      `There is an open request for this already: ${d["request"] ?? "see the case"}. No second one was made. Follow the open one.`,
  },
  not_enough_approvers: {
    status: 409,
    words: (d) =>
      tooFewWords({
        eligible: d["eligible"] ?? "0",
        needed: d["needed"] ?? "1",
        why: d["why"] ?? "",
        help: d["help"] ?? "Ask an administrator.",
      }),
  },
  policy_forbids: {
    status: 403,
    words: (d) => forbiddenWords({ why: d["why"] ?? "no rule matches.", not: d["not"] }),
  },

  // Cases.
  case_closed: {
    status: 409,
    words: said(
      "The case is closed. Nothing was changed. Reopen it by a new signal, or use the open case of this person.",
    ),
  },
  case_has_open_request: {
    status: 409,
    words: (d) =>
      `${d["request"] ?? "A request"} is still open in this case. The case was not closed. Wait for its outcome or withdraw it first.`,
  },
  case_without_signal: {
    status: 409,
    words: said("The case has no signal yet, so there is no cause to name. No request was made."),
  },
  subject_unknown: {
    status: 422,
    words: (d) =>
      `Nobody in 1Password fits ${d["subject"] ?? "this"}. No case was opened. Choose a person from the directory.`,
  },

  // The audit page.
  export_too_large: {
    status: 422,
    words: (d) =>
      `The list has ${d["rows"] ?? "too many"} rows, and one file holds at most ${d["most"] ?? "50,000"}. Nothing was exported. Choose a shorter period or narrow it, and export in parts.`,
  },
  ...personalDataWordings,
  ...intakeWordings,
  ...machineWordings,

  // Signals.
  malformed: {
    status: 400,
    words: (d) => `${d["problem"] ?? "The request can't be read."} Nothing was done.`,
  },
} as const satisfies Record<string, Wording>;

export type ErrorCode = keyof typeof wordings;

/** A refusal that somebody can cause and mend. Its message is for people; its code is stable for programs. */
export class DomainError extends sharedError("domain") {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(wordings[code].words(details));
    this.name = "DomainError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return wordings[this.code].status;
  }
}
