import type { RequestStatus } from "#lib/domain/request.ts";

const ends: ReadonlySet<RequestStatus> = new Set<RequestStatus>([
  "succeeded",
  "refused",
  "failed",
  "superseded",
  "denied",
  "withdrawn",
  "expired",
  "stale",
]);

/** The domain's own list comes with its schemas, which a page would have to load; a test holds the two together. */
export function isEnded(status: RequestStatus): boolean {
  return ends.has(status);
}
