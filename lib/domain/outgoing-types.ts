import type { RequestStatus } from "./request.ts";

/* Without a schema: forms choose from these in the browser, where none may be compiled. */

/** A request's event is named by the status that it reached. */
const requestTypes = [
  "request.proposed",
  "request.pending",
  "request.approved",
  "request.executing",
  "request.unknown",
  "request.needs_attention",
  "request.succeeded",
  "request.refused",
  "request.failed",
  "request.superseded",
  "request.denied",
  "request.withdrawn",
  "request.expired",
  "request.stale",
] as const satisfies readonly `request.${RequestStatus}`[];

/** What others may be told of. */
export const outgoingTypes = [
  "case.opened",
  "case.reopened",
  "case.closed",
  ...requestTypes,
  "request.paged",
  "log.verification_failed",
  "integration.failing",
] as const;
export type OutgoingType = (typeof outgoingTypes)[number];

export const targetKinds = ["standard", "slack"] as const;
export type TargetKind = (typeof targetKinds)[number];
