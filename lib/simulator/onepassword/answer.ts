/** What a caller gets: an answer, or a connection cut without one. */
export type Answer = HttpAnswer | { kind: "reset" };

export interface HttpAnswer {
  kind: "http";
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** The body is sent in pieces over this time; absent: at once. */
  dripMs?: number;
}

export const reset: Answer = { kind: "reset" };

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    kind: "http",
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** What a web server says that knows no such route: text, not the API's error object. */
export function plainAnswer(status: number, text: string, headers: Record<string, string> = {}): HttpAnswer {
  return {
    kind: "http",
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
    body: text,
  };
}

/** gRPC codes that the Users API answers with, and the HTTP status of each. */
const statusOfCode = {
  3: 400,
  5: 404,
  7: 403,
  8: 429,
  9: 400,
  13: 500,
  14: 503,
  16: 401,
} as const;
export type ErrorCode = keyof typeof statusOfCode;

/** The Users API's error object. */
export function errorAnswer(code: ErrorCode, message: string): HttpAnswer {
  const headers: Record<string, string> = code === 16 ? { "www-authenticate": "Bearer" } : {};
  return jsonAnswer(statusOfCode[code], { code, message, details: [] }, headers);
}
