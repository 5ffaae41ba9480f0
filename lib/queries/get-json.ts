/** What the console's own routes answered when it wasn't what was asked for. The message is for people. */
export class AnswerFault extends Error {
  readonly status: number;
  readonly code: string;

  constructor(input: { status: number; code: string; message: string }) {
    super(input.message);
    this.name = "AnswerFault";
    this.status = input.status;
    this.code = input.code;
  }
}

/** Longer than the server waits for 1Password: what takes more is a broken connection to the console itself. */
const timeoutMs = 12_000;

/** Gets JSON from a route of the console. Throws `AnswerFault` with the route's own words, or what fetch throws. */
export async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    headers: { accept: "application/json" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  if (response.ok) return (await response.json()) as T;
  throw await answerFault(response);
}

/** What a route that refused says of it (RFC 9457). */
export async function answerFault(response: Response): Promise<AnswerFault> {
  const { code, detail } = (await response.json()) as { code?: string; detail?: string };
  return new AnswerFault({
    status: response.status,
    code: code ?? "unknown",
    message: detail ?? `The console answered ${response.status}.`,
  });
}
