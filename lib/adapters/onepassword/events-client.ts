import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import { guardLookup } from "#lib/adapters/outbound/guard-lookup.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { EventsApi, EventsFailure } from "#lib/ports/events-api.ts";
import { callHttp, type HttpOutcome } from "./http-call.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { eventsPageAnswer, readEventItem } from "./read-events-page.ts";
import { describeToken, introspectAnswer } from "./read-events-token.ts";

export interface EventsClientOptions {
  baseUrl: string;
  token: string;
  productVersion: string;
  clock: Clock;
  /** Events asked for at once. Default 500. */
  limit?: number;
  timeouts?: { connectMs?: number; callMs?: number };
}

const maxBytes = 4 * 1024 * 1024;

/** The Events API behind one token. Throws when the address can't be used; the methods never reject. */
export function createEventsClient(options: EventsClientOptions): EventsApi {
  const service = checkServiceUrl(options.baseUrl);
  if (!service.ok) throw new Error(`The address of the Events API can't be used: ${service.reason}.`);
  const { token, clock, limit = 500 } = options;
  const { connectMs = 5_000, callMs = 15_000 } = options.timeouts ?? {};
  const lookup = guardLookup({ loopbackOnly: service.url.protocol === "http:" });

  const send = (method: "GET" | "POST", path: string, body?: object): Promise<HttpOutcome> => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return callHttp({
      method,
      url: new URL(`${service.base}${path}`),
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        "accept-encoding": "gzip",
        "user-agent": `Countersign/${options.productVersion}`,
        ...(text === undefined
          ? {}
          : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
      },
      ...(text === undefined ? {} : { body: text }),
      // Polled seldom: a connection kept for the next time is one that was closed by then.
      agent: false,
      lookup,
      connectMs,
      callMs,
      maxBytes,
    });
  };

  return {
    introspect: async () => {
      let outcome = await send("GET", "/api/v2/auth/introspect");
      if (isStatus(outcome, 404)) outcome = await send("GET", "/api/auth/introspect");
      const value = jsonOf(outcome);
      if (value === undefined) return failureOf(outcome, { clock, byCursor: false });
      const said = introspectAnswer.safeParse(value);
      return said.success
        ? { ok: true, token: describeToken(token, said.data) }
        : invalid("its answer about the token lacks something that it must have");
    },
    page: async (stream, place) => {
      const byCursor = "cursor" in place;
      const ask = byCursor ? { cursor: place.cursor } : { limit, start_time: place.startTime.toISOString() };
      const outcome = await send("POST", `/api/v2/${stream}`, ask);
      const value = jsonOf(outcome);
      if (value === undefined) return failureOf(outcome, { clock, byCursor });
      const page = eventsPageAnswer.safeParse(value);
      if (!page.success) return invalid("a page lacks something that it must have");
      const { items, cursor, has_more: hasMore } = page.data;
      return { ok: true, events: (items ?? []).map((item) => readEventItem(stream, item)), cursor, hasMore };
    },
  };
}

function isStatus(outcome: HttpOutcome, status: number): boolean {
  return outcome.kind === "answer" && outcome.status === status;
}

/** The JSON of a 200; undefined for everything else. */
function jsonOf(outcome: HttpOutcome): unknown {
  return outcome.kind === "answer" && outcome.status === 200 && outcome.body.kind === "json"
    ? outcome.body.value
    : undefined;
}

function failureOf(
  outcome: HttpOutcome,
  { clock, byCursor }: { clock: Clock; byCursor: boolean },
): EventsFailure {
  if (outcome.kind !== "answer") {
    const how = outcome.kind === "broken" ? outcome.reason.replace("_", " ") : outcome.detail;
    return failed("unavailable", `The Events API gave no answer (${how}). It is asked again by itself.`);
  }
  const { status, body, retryAfter } = outcome;
  if (status === 401) {
    return failed(
      "unauthorized",
      "1Password refused the token (401): it expired, was revoked, or is of another place. Nothing is polled any more. Issue a new one in Integrations → Events Reporting, put it into ONEPASSWORD_EVENTS_TOKEN and restart.",
    );
  }
  if (status === 429) {
    const message = "The Events API is asked too often (429). It is asked again when it said.";
    return { ...failed("rate_limited", message), retryAfterMs: parseRetryAfter(retryAfter, clock.now()) };
  }
  if (status === 400 && byCursor) {
    return failed(
      "cursor_refused",
      "1Password no longer knows how far the stream was read (400). It is read again from an hour before its last event; what is known already falls away.",
    );
  }
  if (status === 200) {
    return invalid(body.kind === "unreadable" ? `it is ${body.reason.replaceAll("_", " ")}` : "it broke off");
  }
  return failed("unavailable", `The Events API answered ${status}. It is asked again by itself.`);
}

function invalid(problem: string): EventsFailure {
  return failed(
    "invalid_answer",
    `The Events API's answer can't be used: ${problem}. Nothing of it was taken over; it is asked again by itself.`,
  );
}

function failed(code: EventsFailure["code"], message: string): EventsFailure {
  return { ok: false, code, message, retryAfterMs: null };
}
