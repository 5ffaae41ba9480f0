import { z } from "zod";

export const Role = z.enum(["analyst", "iam_lead", "auditor", "administrator"]);
export type Role = z.infer<typeof Role>;

/** How a role is called where a person reads it. */
export const roleNames = {
  analyst: "Analyst",
  iam_lead: "IAM lead",
  auditor: "Auditor",
  administrator: "Administrator",
} as const satisfies Record<Role, string>;

/**
 * Who may do what, in one place. Buttons, server and log all ask this table, so that a page, an action and an API
 * route can't differ. Being allowed by role is never enough to decide: see two-person-rule.ts.
 */
export const permissions = {
  read: ["analyst", "iam_lead", "auditor", "administrator"],
  work_case: ["analyst", "iam_lead"],
  request_action: ["analyst", "iam_lead"],
  decide_request: ["iam_lead"],
  recall_request: ["iam_lead"],
  settle_request: ["iam_lead"],
  audit: ["iam_lead", "auditor", "administrator"],
  publish_policy: ["iam_lead"],
  change_settings: ["administrator"],
  pause_execution: ["iam_lead", "administrator"],
  confirm_sensitive_change: ["iam_lead", "administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function rolesAllow(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return roles.some((role) => allowed.includes(role));
}

/** The page that a person lands on after signing in: that of the first role which has one of its own. */
export function landingOf(roles: readonly Role[]): string {
  if (roles.includes("analyst")) return "/cases";
  if (roles.includes("iam_lead")) return "/approvals";
  if (roles.includes("auditor")) return "/audit";
  if (roles.includes("administrator")) return "/settings";
  return "/cases";
}
