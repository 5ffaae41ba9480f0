import type { Action } from "#lib/domain/directory.ts";
import type { Directory } from "#lib/ports/directory.ts";
import type { UsersApiContext } from "./users-api-context.ts";

/**
 * Has a token of the action's application at hand. It doesn't sit out long waits of a 429: the executor holds a lease
 * of 45 s, and its next claim joins the fetch that goes on meanwhile.
 */
export async function prepareAction(
  context: UsersApiContext,
  action: Action,
): ReturnType<Directory["prepareAction"]> {
  const token = await context.tokens[action].get(AbortSignal.timeout(context.prepareMs));
  if (token === "stopped") {
    const message = `No token for the ${action} application came in time. Nothing was sent. It is tried again shortly.`;
    context.health.failed(action, { code: "timed_out", message });
    return { ok: false, code: "timed_out", message, exchange: null };
  }
  if (token.ok) return { ok: true };
  context.health.failed(action, token);
  return { ok: false, code: token.code, message: token.message, exchange: token.exchange };
}
