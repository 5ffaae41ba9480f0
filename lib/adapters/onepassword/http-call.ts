import { type Agent, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction, Socket } from "node:net";
import { type AnswerBody, readJsonBody } from "./read-json-body.ts";

export interface HttpCall {
  method: "GET" | "POST";
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** Connections to be reused, or false for a fresh one that is used once. */
  agent: Agent | false;
  lookup: LookupFunction;
  /** Name, connection and TLS together. */
  connectMs: number;
  /** The whole call, the answer's body included. */
  callMs: number;
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** Asked when the connection stands and before the first byte; false leaves without writing. */
  mayWrite?: () => boolean;
}

export type HttpOutcome =
  | {
      kind: "answer";
      status: number;
      requestId: string | null;
      retryAfter: string | null;
      body: AnswerBody;
      ms: number;
    }
  /** Certainly no byte of the request left this computer. `stopped`: by `signal` or by `mayWrite`. */
  | { kind: "nothing_written"; reason: "no_connection" | "stopped"; detail: string; ms: number }
  /** Something was or may have been written, and no whole answer came back. */
  | { kind: "broken"; reason: "timed_out" | "cut" | "stopped"; status: number | null; ms: number };

/**
 * One HTTP exchange, told apart by what may have left this computer. Never rejects, follows no redirect.
 *
 * It stands on `node:http` and not on `fetch`: the request is held back until the connection (and TLS) stands, so
 * "nothing was written" is something that was seen, not something guessed from an error's code. `fetch` shows neither
 * that moment nor whether a pooled connection was reused, and a reset on a reused one can't be told apart.
 */
export function callHttp(call: HttpCall): Promise<HttpOutcome> {
  const startedAt = performance.now();
  const isHttps = call.url.protocol === "https:";
  return new Promise((resolve) => {
    let isWritten = false;
    let isOver = false;
    let status: number | null = null;

    const request = (isHttps ? requestHttps : requestHttp)(call.url, {
      method: call.method,
      headers: call.headers,
      agent: call.agent,
      lookup: call.lookup,
      // Said here because the environment (NODE_TLS_REJECT_UNAUTHORIZED, --insecure-http-parser) could say otherwise.
      ...(isHttps ? { rejectUnauthorized: true } : {}),
      insecureHTTPParser: false,
    });

    const finish = (outcome: HttpOutcome) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(connectTimer);
      clearTimeout(callTimer);
      call.signal?.removeEventListener("abort", stop);
      resolve(outcome);
    };
    const fail = (reason: "timed_out" | "cut" | "stopped", detail: string) => {
      const ms = Math.round(performance.now() - startedAt);
      if (isWritten) finish({ kind: "broken", reason, status, ms });
      else {
        finish({
          kind: "nothing_written",
          reason: reason === "stopped" ? "stopped" : "no_connection",
          detail,
          ms,
        });
      }
      request.destroy();
    };
    const stop = () => fail("stopped", "STOPPED");
    const connectTimer = setTimeout(() => fail("timed_out", "CONNECT_TIMEOUT"), call.connectMs);
    const callTimer = setTimeout(() => fail("timed_out", "TIMEOUT"), call.callMs);

    request.on("error", (error) => fail("cut", codeOf(error)));
    // Some ends of a connection raise no error; without this line such a call would wait for its time limit.
    request.on("close", () => {
      if (status === null) fail("cut", "CLOSED");
    });
    request.on("socket", (socket) => {
      whenConnected({ socket, isHttps, isReused: request.reusedSocket }, () => {
        clearTimeout(connectTimer);
        if (isOver) return;
        if (call.mayWrite !== undefined && !call.mayWrite()) {
          stop();
          return;
        }
        isWritten = true;
        request.end(call.body);
      });
    });
    request.on("response", (incoming) => {
      status = incoming.statusCode ?? 0;
      void readAnswer(incoming, call.maxBytes).then((body) => {
        const ms = Math.round(performance.now() - startedAt);
        if (body.kind === "cut") fail("cut", "CUT");
        else finish({ kind: "answer", status: status ?? 0, ...headersKept(incoming), body, ms });
        if (!incoming.complete) request.destroy();
      });
    });

    if (call.signal?.aborted === true) stop();
    else call.signal?.addEventListener("abort", stop, { once: true });
  });
}

function whenConnected(
  { socket, isHttps, isReused }: { socket: Socket; isHttps: boolean; isReused: boolean },
  write: () => void,
): void {
  if (isReused || (!isHttps && !socket.connecting)) write();
  else socket.once(isHttps ? "secureConnect" : "connect", write);
}

function readAnswer(incoming: IncomingMessage, maxBytes: number): Promise<AnswerBody> {
  const status = incoming.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    // A redirect is a failure whatever it says, so its text isn't read.
    incoming.destroy();
    return Promise.resolve({ kind: "unreadable", reason: "empty" });
  }
  return readJsonBody(incoming, maxBytes);
}

function headersKept(incoming: IncomingMessage): { requestId: string | null; retryAfter: string | null } {
  const id = incoming.headers["x-request-id"] ?? incoming.headers["request-id"];
  const isPlain = typeof id === "string" && /^[\x21-\x7e]{1,200}$/.test(id);
  return { requestId: isPlain ? id : null, retryAfter: incoming.headers["retry-after"] ?? null };
}

function codeOf(error: Error): string {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "CONNECTION_FAILED";
}
