import { STATUS_CODES } from "node:http";

import { DomainError } from "#lib/domain/errors.ts";
import { Conflict } from "#lib/ports/store.ts";

export interface Problem {
  status: number;
  /** Stable for programs; the words may change. */
  code: string;
  detail: string;
  /** Id of the log line, where the fault is ours. */
  ref?: string;
  workflowId?: string;
  retryAfterSeconds?: number;
  /** Methods that would have worked, for 405. */
  allow?: readonly string[];
}

/** An RFC 9457 answer. It never says more than the words made for people: no stack, no cause, no input. */
export function problemResponse(problem: Problem): Response {
  const { status, code, detail, ref, workflowId, retryAfterSeconds, allow } = problem;
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  if (allow !== undefined) headers.set("allow", allow.join(", "));
  const body = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    code,
    detail,
    ...(workflowId !== undefined && { workflowId }),
    ...(ref !== undefined && { ref }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** A refusal as words and code, or null where the error is a fault of ours. */
export function refusalOf(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  // Somebody else's commit came first: the person decides again, seeing what is there now.
  if (error instanceof Conflict) return new DomainError("changed_meanwhile");
  return null;
}

export function describeRefusal(refusal: DomainError): Problem {
  const { workflowId, seconds } = refusal.details;
  return {
    status: refusal.status,
    code: refusal.code,
    detail: refusal.message,
    ...(workflowId !== undefined && { workflowId }),
    ...(refusal.status === 429 && { retryAfterSeconds: Number(seconds ?? 60) }),
    ...(refusal.status === 503 && { retryAfterSeconds: 5 }),
  };
}

/** A fault of ours. 503 and not 500: whether anything happened isn't known, and asking again later is right. */
export function describeFault(ref: string): Problem {
  return {
    status: 503,
    code: "fault",
    detail:
      `Something failed in the console itself, so the request may not have been carried out. ` +
      `Look at what is there now before you try again. Ref ${ref}`,
    ref,
    retryAfterSeconds: 5,
  };
}
