import type { ReadFailureCode } from "#lib/domain/directory.ts";
import type { HttpOutcome } from "./http-call.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { errorIn, quoteAnswer } from "./quote-answer.ts";

export interface Failure {
  code: ReadFailureCode;
  message: string;
}

export type ReadVerdict =
  | { kind: "value"; value: unknown }
  /** Worth another try soon. */
  | { kind: "retry"; failure: Failure }
  /** Worth another try after the wait; null leaves its length to the caller. */
  | { kind: "wait"; failure: Failure; waitMs: number | null }
  /** The token was refused; a new one may help, once. */
  | { kind: "unauthorized"; failure: Failure }
  | { kind: "final"; failure: Failure };

/** The column "Token, GET" of the retry table: what one exchange without effect means. */
export function classifyRead(outcome: HttpOutcome, now: Date): ReadVerdict {
  switch (outcome.kind) {
    case "nothing_written":
      return outcome.reason === "stopped"
        ? final("timed_out", "The reading was stopped before 1Password was asked.")
        : retry(
            "unreachable",
            `1Password could not be reached (${outcome.detail}). Check the network and the address.`,
          );
    case "broken":
      if (outcome.reason === "stopped") {
        return final("timed_out", "The reading was stopped before 1Password had answered.");
      }
      return outcome.reason === "timed_out"
        ? retry("timed_out", "1Password did not answer in time. Nothing was read. Try again shortly.")
        : retry("unreachable", "The connection to 1Password broke off. Nothing was read. Try again shortly.");
    case "answer":
      return classifyStatus(outcome, now);
  }
}

function classifyStatus(answer: Extract<HttpOutcome, { kind: "answer" }>, now: Date): ReadVerdict {
  const { status, body } = answer;
  const words = quoteAnswer(body);
  if (status === 200) return classifyBody(answer);
  if (status >= 300 && status < 400) {
    return final(
      "redirect_refused",
      `1Password's address answered with a redirect (${status}), which is never followed. Check ONEPASSWORD_API_URL.`,
    );
  }
  if (status >= 500 && status < 600) {
    return retry("server_error", `1Password had a fault of its own (${status}).${words} Try again shortly.`);
  }
  switch (status) {
    case 401:
      return {
        kind: "unauthorized",
        failure: {
          code: "credentials_rejected",
          message: `1Password did not accept the credentials (401).${words} Check this application's client id and secret.`,
        },
      };
    case 403:
      return final(
        "forbidden",
        `1Password refused the reading (403).${words} Check the application's permissions and ONEPASSWORD_ACCOUNT_ID.`,
      );
    case 404:
      if (errorIn(body)?.code === 5)
        return final("user_not_found", `1Password knows nobody by this id.${words}`);
      return final("route_not_found", wrongGeneration(status));
    case 410:
      return final("route_not_found", wrongGeneration(status));
    case 408:
      return retry("timed_out", "1Password gave up waiting for the request (408). Try again shortly.");
    case 429:
      return {
        kind: "wait",
        failure: {
          code: "rate_limited",
          message: "1Password asked to slow down (429). Nothing was read. Try again in a few minutes.",
        },
        waitMs: parseRetryAfter(answer.retryAfter, now),
      };
    default:
      return status >= 400 && status < 500
        ? final("rejected", `1Password rejected the request (${status}).${words} Nothing was read.`)
        : final(
            "invalid_answer",
            `1Password answered with the unexpected status ${status}. Nothing was read.`,
          );
  }
}

function classifyBody({ body }: Extract<HttpOutcome, { kind: "answer" }>): ReadVerdict {
  if (body.kind === "json") return { kind: "value", value: body.value };
  if (body.kind === "unreadable" && body.reason === "too_large") {
    return final(
      "invalid_answer",
      "1Password's answer was larger than 1 MiB and was thrown away. Nothing was read.",
    );
  }
  // A proxy's page instead of an answer is often gone a second later, so it is worth the bounded tries of a fault.
  return retry(
    "invalid_answer",
    "1Password's answer was not readable as JSON. Nothing was read. Try again shortly.",
  );
}

/** What to try when an address isn't known: the two generations have different ones. */
export function wrongGeneration(status: number): string {
  return (
    `1Password doesn't know this address (${status}). Nothing was done. ` +
    "ONEPASSWORD_API_VERSION may name the wrong generation: try the other one of v1 and v1beta1."
  );
}

function retry(code: ReadFailureCode, message: string): ReadVerdict {
  return { kind: "retry", failure: { code, message } };
}

function final(code: ReadFailureCode, message: string): ReadVerdict {
  return { kind: "final", failure: { code, message } };
}
