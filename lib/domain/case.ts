import { z } from "zod";
import type { Action } from "./directory.ts";
import type { RequestStatus } from "./request.ts";

export const caseStatuses = [
  "new",
  "triage",
  "awaiting_approval",
  "containing",
  "contained",
  "recovering",
  "closed",
  "reopened",
] as const;
export const CaseStatus = z.enum(caseStatuses);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CloseVerdict = z.enum(["true_positive", "benign", "duplicate", "inconclusive"]);
export type CloseVerdict = z.infer<typeof CloseVerdict>;

/**
 * Where a case stands after something happened to one of its requests. The case follows the request; it never leads:
 * `contained` is said only after a suspension succeeded.
 */
export function caseStatusAfterRequest(input: {
  current: CaseStatus;
  action: Action;
  status: RequestStatus;
  /** Whether the case had been contained before this request was made. */
  wasContained: boolean;
}): CaseStatus {
  const { current, action, status, wasContained } = input;
  if (current === "closed") return "closed";
  const before: CaseStatus = wasContained ? "contained" : "triage";
  switch (status) {
    case "proposed":
      return current;
    case "pending":
      return action === "suspend" ? "awaiting_approval" : "recovering";
    case "approved":
    case "executing":
    case "unknown":
    case "needs_attention":
      return action === "suspend" ? "containing" : "recovering";
    case "succeeded":
      return action === "suspend" ? "contained" : "recovering";
    case "refused":
    case "failed":
    case "superseded":
    case "denied":
    case "withdrawn":
    case "expired":
    case "stale":
      return before;
  }
}
