import type { ApplicationName, Operation } from "./ledger.ts";
import type { Generation } from "./route-call.ts";

/** One request to the Users API, read to its end and told apart. */
export interface Call {
  op: Operation;
  generation: Generation;
  method: string;
  path: string;
  query: URLSearchParams;
  accountId: string | null;
  userId: string | null;
  authorization: string | undefined;
  contentType: string | undefined;
  /** The caller's `X-Request-Id`. */
  requestId: string | null;
  userAgent: string | null;
  body: string;
  /** Which application the token or the Basic header belongs to, valid or not; null when it's nobody's. */
  application: ApplicationName | null;
}
