import type { Credential, Exchange } from "#lib/domain/directory.ts";
import { classifyRead, type Failure, type ReadVerdict } from "./classify-read.ts";
import type { Priority } from "./rate-limit.ts";
import { retryRead } from "./retry.ts";
import type { UsersApiContext } from "./users-api-context.ts";

export type JsonRead =
  | { ok: true; value: unknown; exchange: Exchange; arrivedAt: Date }
  | ({ ok: false; exchange: Exchange | null } & Failure);

const stopped: ReadVerdict = {
  kind: "final",
  failure: { code: "timed_out", message: "The reading was stopped before 1Password had answered." },
};

/** GETs one address with the token of one application, by all the rules for reads. The body is still unchecked. */
export async function readWithToken(
  context: UsersApiContext,
  {
    credential,
    url,
    purpose,
    priority,
    signal,
  }: {
    credential: Credential;
    url: URL;
    purpose: "read" | "list";
    priority: Priority;
    signal?: AbortSignal | undefined;
  },
): Promise<JsonRead> {
  const startedAtMs = context.pace.monotonicMs();
  const tokens = context.tokens[credential];
  let usedToken = "";
  let last: Exchange | null = null;

  const result = await retryRead({
    pace: context.pace,
    signal,
    renewToken: () => tokens.drop(usedToken),
    send: async (attempt) => {
      const token = await tokens.get(signal);
      if (token === "stopped") return stopped;
      if (!token.ok) {
        last = token.exchange;
        return { kind: "final", failure: { code: token.code, message: token.message } };
      }
      usedToken = token.token;
      if (!(await context.limit.take(priority, signal))) return stopped;
      const { outcome, exchange } = await context.send({
        credential,
        purpose,
        method: "GET",
        url,
        attempt,
        signal,
        callMs: context.callMs,
        headers: {
          accept: "application/json",
          "accept-encoding": "gzip",
          authorization: `Bearer ${token.token}`,
          "user-agent": context.userAgent,
        },
        secrets: [token.token],
      });
      last = exchange;
      return classifyRead(outcome, context.clock.now());
    },
  });

  const exchange = withWholeTime(last, context.pace.monotonicMs() - startedAtMs);
  if (!result.ok) return { ...result, exchange };
  if (exchange === null) throw new Error("A reading was answered without an exchange.");
  return { ok: true, value: result.value, exchange, arrivedAt: context.clock.now() };
}

function withWholeTime(exchange: Exchange | null, ms: number): Exchange | null {
  return exchange === null ? null : { ...exchange, ms: Math.round(ms) };
}
