/** What a JSON route of the console answered instead of data. The message is made for people. */
export class AnswerError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "AnswerError";
    this.status = status;
  }
}

/** Asks one of the console's own JSON routes. Throws `AnswerError`, or what `fetch` throws when nothing answers. */
export async function fetchJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (response.ok) return (await response.json()) as T;
  throw new AnswerError(response.status, await readDetail(response));
}

async function readDetail(response: Response): Promise<string> {
  const fallback = `The console answered ${response.status}. Nothing was changed. Try again in a moment.`;
  try {
    const problem: unknown = await response.json();
    const isProblem = typeof problem === "object" && problem !== null && "detail" in problem;
    return isProblem && typeof problem.detail === "string" ? problem.detail : fallback;
  } catch {
    // A proxy in between may answer with a page of its own.
    return fallback;
  }
}
