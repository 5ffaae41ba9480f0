import {
  type Action,
  type RefusalBy1Password,
  type UserReading,
  wantedState,
} from "#lib/domain/directory.ts";
import { wrongGeneration } from "./classify-read.ts";
import type { HttpOutcome } from "./http-call.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { errorIn, quoteAnswer } from "./quote-answer.ts";
import type { AnswerBody } from "./read-json-body.ts";
import { readUserAnswer } from "./read-user-answer.ts";

export type ActionVerdict =
  | { kind: "answered"; user: UserReading }
  | { kind: "refused"; code: RefusalBy1Password; message: string }
  | {
      kind: "not_sent";
      code: "unreachable" | "rate_limited" | "too_late";
      message: string;
      retryAfterMs: number | null;
    }
  /** Certainly no effect; a new token may help, once. */
  | { kind: "unauthorized"; message: string }
  | { kind: "uncertain"; code: string; message: string };

export interface AskedAction {
  action: Action;
  userId: string;
  accountId: string;
  /** When the answer had arrived. */
  now: Date;
}

/**
 * The column "POST" of the retry table. Only what is known to have had no effect is called refused or not sent;
 * everything that isn't named here is uncertain, since a wrong "no effect" lets a late effect land unseen.
 */
export function classifyAction(outcome: HttpOutcome, asked: AskedAction): ActionVerdict {
  switch (outcome.kind) {
    case "nothing_written":
      return outcome.reason === "stopped"
        ? notSent("too_late", "The time for the call was over before it could leave. Nothing was sent.")
        : notSent("unreachable", `1Password could not be reached (${outcome.detail}). Nothing was sent.`);
    case "broken":
      return outcome.reason === "timed_out"
        ? uncertain("timed_out", "1Password did not answer in time.")
        : uncertain("cut", "The connection to 1Password broke off after the call was sent.");
    case "answer":
      return classifyStatus(outcome, asked);
  }
}

function classifyStatus(answer: Extract<HttpOutcome, { kind: "answer" }>, asked: AskedAction): ActionVerdict {
  const { status, body } = answer;
  if (body.kind === "unreadable" && body.reason === "too_large") {
    return uncertain("invalid_answer", "1Password's answer was larger than 1 MiB.");
  }
  if (status === 200) return classifyUser(body, asked);
  if (status >= 300 && status < 400) {
    return uncertain(
      "redirect_refused",
      `1Password's address answered with a redirect (${status}), not followed.`,
    );
  }
  if (status >= 500 && status < 600) {
    return uncertain("server_error", `1Password had a fault of its own (${status}).${quoteAnswer(body)}`);
  }
  switch (status) {
    case 400:
      return refused("invalid_request", `1Password found the request invalid (400).${quoteAnswer(body)}`);
    case 401:
      return {
        kind: "unauthorized",
        message: `1Password did not accept the credentials (401).${quoteAnswer(body)} Nothing was changed.`,
      };
    case 403:
      return classifyForbidden(body);
    case 404:
      if (errorIn(body)?.code === 5) {
        return refused("user_not_found", `1Password knows nobody by this id.${quoteAnswer(body)}`);
      }
      return { kind: "refused", code: "route_not_found", message: wrongGeneration(status) };
    case 410:
      return { kind: "refused", code: "route_not_found", message: wrongGeneration(status) };
    case 408:
      return uncertain("request_timeout", "1Password gave up waiting for the request (408).");
    case 429: {
      const retryAfterMs = parseRetryAfter(answer.retryAfter, asked.now);
      return notSent(
        "rate_limited",
        "1Password asked to slow down (429). Nothing was changed.",
        retryAfterMs,
      );
    }
    default:
      return status >= 400 && status < 500
        ? refused("rejected", `1Password rejected the request (${status}).${quoteAnswer(body)}`)
        : uncertain("invalid_answer", `1Password answered with the unexpected status ${status}.`);
  }
}

function classifyUser(body: AnswerBody, asked: AskedAction): ActionVerdict {
  if (body.kind !== "json")
    return uncertain("invalid_answer", "1Password's answer was not readable as JSON.");
  const read = readUserAnswer(body.value, { ...asked, arrivedAt: asked.now });
  if (!read.ok) {
    return read.reason === "wrong_user"
      ? uncertain("wrong_user", "1Password answered about another person.")
      : uncertain("invalid_answer", "1Password's answer lacks something that it must have.");
  }
  const wanted = wantedState[asked.action];
  if (read.user.state === wanted) return { kind: "answered", user: read.user };
  return read.user.state === "UNKNOWN"
    ? uncertain("unknown_state", "1Password answered with a state that the console doesn't know.")
    : uncertain(
        "wrong_state",
        `1Password answered with the state ${read.user.state} where ${wanted} was wanted.`,
      );
}

function classifyForbidden(body: AnswerBody): ActionVerdict {
  const error = errorIn(body);
  if (error?.code === 7 && error.message === "no_owner_remain") {
    return refused("last_owner", "1Password doesn't suspend the last owner of an account (no_owner_remain).");
  }
  return refused(
    "forbidden",
    `1Password refused the action (403).${quoteAnswer(body)} The person may belong to an external account manager, ` +
      "provisioning may be automated, or the application may lack the permission or be another account's.",
  );
}

function refused(code: RefusalBy1Password, message: string): ActionVerdict {
  return { kind: "refused", code, message: `${message} Nothing was changed.` };
}

function notSent(
  code: "unreachable" | "rate_limited" | "too_late",
  message: string,
  retryAfterMs: number | null = null,
): ActionVerdict {
  return { kind: "not_sent", code, message, retryAfterMs };
}

function uncertain(code: string, message: string): ActionVerdict {
  return {
    kind: "uncertain",
    code,
    message: `${message} Whether it took effect is not known; it has to be read.`,
  };
}
