import { requestStatusNames } from "#components/request-status.tsx";
import type { RequestStatus } from "#lib/domain/request.ts";

/** The ends that a request can have, and what hasn't ended, in the order in which they are counted. */
export const endNames = {
  ...requestStatusNames,
  unknown: "Unknown",
  open: "Not ended",
} as const satisfies Record<RequestStatus | "open", string>;

export const endOrder = [
  "succeeded",
  "refused",
  "failed",
  "denied",
  "expired",
  "withdrawn",
  "stale",
  "superseded",
  "unknown",
  "needs_attention",
] as const satisfies readonly RequestStatus[];
