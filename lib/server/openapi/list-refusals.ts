import { type ErrorCode, wordings } from "#lib/domain/errors.ts";

import type { Operation } from "./operation.ts";

/** Codes that aren't refusals of a use-case: faults of ours, and a method that an address doesn't have. */
const always = { fault: 503, method_not_allowed: 405 } as const;

/** Every status that this operation can refuse with, and the codes of each. */
export function listRefusals(operation: Operation): ReadonlyMap<number, readonly string[]> {
  const { route, rawBody, refusals = [] } = operation;
  const codes = new Set<ErrorCode>(refusals);
  if (route.auth !== "open") {
    codes.add("key_rejected");
    codes.add("scope_missing");
    if (operation.method !== "get") codes.add("rate_limited");
  }
  if (route.auth.startsWith("person")) {
    codes.add("not_signed_in");
    codes.add("role_missing");
  }
  if (route.params !== undefined) codes.add("not_found");
  if (route.query !== undefined || operation.headers !== undefined) codes.add("malformed");
  if (route.body !== undefined && rawBody === undefined) {
    for (const code of ["body_too_large", "unsupported_type", "not_json", "malformed"] as const)
      codes.add(code);
    codes.add("invalid_input");
  }
  const byStatus = new Map<number, string[]>();
  const add = (status: number, code: string) =>
    byStatus.set(status, [...(byStatus.get(status) ?? []), code].toSorted());
  for (const code of codes) add(wordings[code].status, code);
  for (const [code, status] of Object.entries(always)) add(status, code);
  if (operation.id === "readReadiness") add(503, "not_ready");
  return byStatus;
}
