import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Credential, Exchange } from "#lib/domain/directory.ts";
import type { Trace } from "#lib/ports/directory.ts";
import { guardLookup } from "#lib/adapters/outbound/guard-lookup.ts";
import { callHttp, type HttpOutcome } from "./http-call.ts";
import { withoutSecrets } from "./quote-answer.ts";

const maxBytes = 1_048_576;

/** What is kept of each HTTP exchange: no headers, no bodies, no query, no tokens. */
export interface ExchangeRecord extends Exchange {
  credential: Credential;
  purpose: "token" | "read" | "list" | "act";
  /** Number of the HTTP exchange within one reading, listing page, token or action, from 1. */
  attempt: number;
  /** How the exchange ended when there was no answer, e.g. `ECONNREFUSED` or `timed_out`. */
  failure: string | null;
  /** Which action of which request this was. */
  trace: Trace | null;
}

export interface ExchangeInput {
  credential: Credential;
  purpose: ExchangeRecord["purpose"];
  method: "GET" | "POST";
  url: URL;
  headers: Record<string, string>;
  body?: string;
  attempt: number;
  trace?: Trace;
  /** What must not come back in any text. */
  secrets: readonly string[];
  callMs: number;
  signal?: AbortSignal | undefined;
  mayWrite?: () => boolean;
}

export type SendExchange = (input: ExchangeInput) => Promise<{ outcome: HttpOutcome; exchange: Exchange }>;

/** The one way out to 1Password: same host, same limits, and a record of every exchange. */
export function createExchange({
  base,
  connectMs,
  onExchange,
}: {
  base: URL;
  connectMs: number;
  onExchange: ((record: ExchangeRecord) => void) | undefined;
}): SendExchange {
  const isHttps = base.protocol === "https:";
  const pool = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const lookup = guardLookup({ loopbackOnly: !isHttps });

  return async (input) => {
    const { method, url, headers, body, callMs, signal, mayWrite } = input;
    // An action gets a connection of its own: on a reused one a reset could mean "closed long ago" or "just applied".
    const agent = method === "POST" ? false : pool;
    const raw = await callHttp({
      method,
      url,
      headers,
      agent,
      lookup,
      connectMs,
      callMs,
      maxBytes,
      signal,
      ...(body === undefined ? {} : { body }),
      ...(mayWrite === undefined ? {} : { mayWrite }),
    });
    const outcome = withoutSecrets(raw, input.secrets);
    const exchange: Exchange = {
      method,
      path: url.pathname,
      status: outcome.kind === "nothing_written" ? null : outcome.status,
      requestId: outcome.kind === "answer" ? outcome.requestId : null,
      ms: outcome.ms,
    };
    report(onExchange, {
      ...exchange,
      credential: input.credential,
      purpose: input.purpose,
      attempt: input.attempt,
      failure: failureOf(outcome),
      trace: input.trace ?? null,
    });
    return { outcome, exchange };
  };
}

/** A fault in somebody's bookkeeping must not turn a call that was answered into one that was not. */
function report(onExchange: ((record: ExchangeRecord) => void) | undefined, record: ExchangeRecord): void {
  try {
    onExchange?.(record);
  } catch {
    return;
  }
}

function failureOf(outcome: HttpOutcome): string | null {
  switch (outcome.kind) {
    case "answer":
      return null;
    case "nothing_written":
      return outcome.detail;
    case "broken":
      return outcome.reason;
  }
}
