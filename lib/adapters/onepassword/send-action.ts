import type { Action, ActionAnswer, Exchange } from "#lib/domain/directory.ts";
import type { Trace } from "#lib/ports/directory.ts";
import { classifyAction } from "./classify-action.ts";
import type { FetchedToken } from "./fetch-token.ts";
import { idPattern } from "./routes.ts";
import type { UsersApiContext } from "./users-api-context.ts";

interface AskedAction {
  action: Action;
  userId: string;
  trace: Trace;
  leaveBy: Date;
}

type NotSent = Extract<ActionAnswer, { kind: "not_sent" }>;

/** setTimeout's own limit; a later `leaveBy` is checked by the clock all the same. */
const longestTimerMs = 2_147_483_647;

/**
 * Sends `:suspend` or `:reactivate` once. The one thing that is ever sent twice is a call that 1Password refused with
 * 401: that has certainly had no effect, and goes out once more with a new token, as the same attempt.
 */
export async function sendAction(context: UsersApiContext, asked: AskedAction): Promise<ActionAnswer> {
  if (!idPattern.test(asked.userId)) {
    return notSent(
      "invalid_id",
      "This is not the form of a 1Password user id. Nothing was sent. Check the id.",
      null,
    );
  }
  const leftMs = Math.min(asked.leaveBy.getTime() - context.clock.now().getTime(), longestTimerMs);
  if (leftMs <= 0) return tooLate(null);
  const untilLeaveBy = AbortSignal.timeout(leftMs);

  const tokens = context.tokens[asked.action];
  let exchange: Exchange | null = null;
  let rejection = "";
  for (const attempt of [1, 2]) {
    const token = await tokens.get(untilLeaveBy);
    if (token === "stopped") return tooLate(exchange);
    if (!token.ok) return withoutToken(token);
    if (!(await context.limit.take("executor", untilLeaveBy))) return tooLate(exchange);

    const sent = await context.send({
      credential: asked.action,
      purpose: "act",
      method: "POST",
      attempt,
      trace: asked.trace,
      url: context.routes.action(asked.userId, asked.action),
      headers: headersOf(context, { token: token.token, trace: asked.trace }),
      secrets: [token.token],
      callMs: context.callMs,
      mayWrite: () => context.clock.now().getTime() < asked.leaveBy.getTime(),
    });
    exchange = sent.exchange;
    const { accountId } = context;
    const verdict = classifyAction(sent.outcome, { ...asked, accountId, now: context.clock.now() });
    switch (verdict.kind) {
      case "unauthorized":
        tokens.drop(token.token);
        rejection = verdict.message;
        break;
      case "not_sent":
      case "answered":
      case "refused":
      case "uncertain":
        return { ...verdict, exchange };
    }
  }
  return notSent(
    "credentials_rejected",
    `${rejection} A new token was refused too. Check this application.`,
    exchange,
  );
}

function headersOf(
  { userAgent, sendWorkflowId }: UsersApiContext,
  { token, trace }: { token: string; trace: Trace },
): Record<string, string> {
  const traced = {
    "user-agent": `${userAgent} (${trace.requestKey}/${trace.attempt})`,
    "x-request-id": trace.workflowId,
  };
  return {
    accept: "application/json",
    authorization: `Bearer ${token}`,
    ...(sendWorkflowId ? traced : { "user-agent": userAgent }),
  };
}

/** Without a token no action leaves, whatever the reason; only the wait and the words differ. */
function withoutToken({ code, message, exchange }: Extract<FetchedToken, { ok: false }>): NotSent {
  const text = `${message} Nothing was sent.`;
  if (code === "rate_limited") return notSent("rate_limited", text, exchange);
  const isRejected = code === "credentials_rejected" || code === "forbidden" || code === "rejected";
  return notSent(isRejected ? "credentials_rejected" : "unreachable", text, exchange);
}

function tooLate(exchange: Exchange | null): NotSent {
  return notSent(
    "too_late",
    "The time for the call was over before it could leave. Nothing was sent.",
    exchange,
  );
}

function notSent(code: NotSent["code"], message: string, exchange: Exchange | null): NotSent {
  return { kind: "not_sent", code, message, retryAfterMs: null, exchange };
}
