import {
  allowInsecureRequests,
  type ClientAuth,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
} from "oauth4webapi";
import type { Credential, Exchange } from "#lib/domain/directory.ts";
import type { Clock } from "#lib/ports/clock.ts";
import { tokenAnswer } from "./answer-schemas.ts";
import { classifyRead, type Failure, type ReadVerdict } from "./classify-read.ts";
import type { SendExchange } from "./exchange.ts";
import type { HttpOutcome } from "./http-call.ts";
import type { Pace } from "./pace.ts";
import { retryRead } from "./retry.ts";

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

export type FetchedToken =
  | { ok: true; token: string; lifetimeMs: number }
  | ({ ok: false; exchange: Exchange | null } & Failure);

/** What the Users API's documentation names, for an answer that doesn't say. */
const usualLifetimeSeconds = 900;

export interface FetchTokenInput {
  credential: Credential;
  client: ClientCredentials;
  url: URL;
  userAgent: string;
  callMs: number;
  send: SendExchange;
  pace: Pace;
  clock: Clock;
}

/** Fetches an access token by client credentials, with the retries of a read. Neither secret nor token in any error. */
export async function fetchToken(input: FetchTokenInput): Promise<FetchedToken> {
  let exchange: Exchange | null = null;
  let lifetimeMs = 0;
  const result = await retryRead({
    renewToken: null,
    pace: input.pace,
    signal: undefined,
    send: async (attempt) => {
      const tried = await tryOnce(input, attempt);
      exchange = tried.exchange;
      lifetimeMs = tried.lifetimeMs;
      return tried.verdict;
    },
  });
  if (!result.ok) {
    const message = `No token for the ${input.credential} application. ${result.message}`;
    return { ok: false, code: result.code, message, exchange };
  }
  return { ok: true, token: String(result.value), lifetimeMs };
}

async function tryOnce(
  { credential, client, url, userAgent, callMs, send, clock }: FetchTokenInput,
  attempt: number,
): Promise<{ verdict: ReadVerdict; exchange: Exchange | null; lifetimeMs: number }> {
  let sent: { outcome: HttpOutcome; exchange: Exchange } | null = null;
  const server = { issuer: url.origin, token_endpoint: url.href };
  const application = { client_id: client.clientId };
  const response = await clientCredentialsGrantRequest(
    server,
    application,
    plainBasic(client.clientSecret),
    {},
    {
      headers: { "user-agent": userAgent, "accept-encoding": "gzip" },
      // Loopback only: checkServiceUrl has refused http everywhere else.
      [allowInsecureRequests]: url.protocol === "http:",
      [customFetch]: async (_href, { headers, body }) => {
        const secrets = [client.clientSecret, headers["authorization"] ?? ""];
        const form = body.toString();
        sent = await send({
          credential,
          purpose: "token",
          method: "POST",
          url,
          headers,
          body: form,
          attempt,
          secrets,
          callMs,
        });
        return toResponse(sent.outcome);
      },
    },
  );
  const { outcome, exchange } = sent ?? neverSent();
  const verdict = classifyRead(outcome, clock.now());
  if (verdict.kind !== "value") return { verdict, exchange, lifetimeMs: 0 };

  try {
    const answer = await processClientCredentialsResponse(server, application, response);
    const lifetimeMs = (answer.expires_in ?? usualLifetimeSeconds) * 1_000;
    const isUsable =
      answer.token_type === "bearer" &&
      /^[\x21-\x7e]{1,8192}$/.test(answer.access_token) &&
      Number.isFinite(lifetimeMs) &&
      lifetimeMs > 0;
    if (isUsable) return { verdict: { kind: "value", value: answer.access_token }, exchange, lifetimeMs };
  } catch {
    // The library's errors carry the answer, token included; ours say only that it didn't fit.
  }
  return { verdict: { kind: "final", failure: unusable }, exchange, lifetimeMs: 0 };
}

const unusable: Failure = {
  code: "invalid_answer",
  message:
    "1Password's token answer lacks a usable bearer token or says that it is over already. Try again shortly.",
};

/**
 * HTTP Basic with plain id and secret, as 1Password documents it. oauth4webapi's own form percent-encodes even the
 * hyphens of a UUID, which a server that doesn't decode them refuses. Only what decoding would alter is encoded.
 */
function plainBasic(clientSecret: string): ClientAuth {
  const encode = (text: string) => text.replace(/[^\x21-\x7e]|[%+:]/gu, encodeURIComponent);
  return (_server, client, _body, headers) => {
    headers.set("authorization", `Basic ${btoa(`${encode(client.client_id)}:${encode(clientSecret)}`)}`);
  };
}

/** The library gets only the fields that are wanted, and a status that it never takes for an answer when none came. */
function toResponse(outcome: HttpOutcome): Response {
  if (outcome.kind !== "answer" || outcome.status !== 200 || outcome.body.kind !== "json") {
    return new Response(null, { status: 599 });
  }
  const fields = tokenAnswer.safeParse(outcome.body.value);
  return Response.json(fields.success ? fields.data : {});
}

function neverSent(): never {
  throw new Error("oauth4webapi returned without having made its request.");
}
