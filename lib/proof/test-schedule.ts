import fc from "fast-check";

/** How one call to 1Password goes wrong. */
export interface CallFault {
  fault: string;
  args: Record<string, string | number | boolean>;
}

const none = fc.constant(null);
const fault = (name: string, args: CallFault["args"] = {}): fc.Arbitrary<CallFault> =>
  fc.constant({ fault: name, args });
const applied = (name: string): fc.Arbitrary<CallFault> =>
  fc.boolean().map((apply) => ({ fault: name, args: { apply } }));

/**
 * Everything that the fault list knows of an action's call, but what takes effect late by the real clock: late is what
 * the proof's clock says. `slowMs` is longer than the client waits.
 */
export function actionFault(slowMs: number): fc.Arbitrary<CallFault | null> {
  return fc.oneof(
    { weight: 4, arbitrary: none },
    { weight: 6, arbitrary: fault("late_apply", { hold: true }) },
    { weight: 2, arbitrary: fault("reset_before_apply") },
    { weight: 2, arbitrary: fault("reset_after_apply") },
    { weight: 2, arbitrary: fault("apply_then_status", { code: 503 }) },
    { weight: 1, arbitrary: fault("apply_then_status", { code: 500 }) },
    fault("apply_then_status", { code: 504 }),
    fc
      .constantFrom(400, 404, 408, 409, 410, 429, 500, 502, 503, 504)
      .map((code) => ({ fault: "status", args: { code } })),
    fc.constantFrom("2", "999999", "-5", "abc").map((value) => ({ fault: "retry_after", args: { value } })),
    fault("unauthorized_once"),
    fault("token_expires_midway"),
    fault("redirect", { code: 307 }),
    fault("delay", { ms: slowMs, when: "after" }),
    fault("slow_drip", { ms: slowMs * 4 }),
    ...["html_200", "html_503", "truncated_json", "wrong_content_type", "empty_body"].map(applied),
    ...["wrong_user", "wrong_state", "unknown_state", "missing_field", "null_field"].map(applied),
    ...["wrong_type", "extra_field"].map(applied),
    ...["last_owner", "external_manager", "provisioning_on", "scope_missing", "user_gone"].map((name) =>
      fault(name),
    ),
  );
}

/** What a reading may meet. */
export function readFault(): fc.Arbitrary<CallFault | null> {
  return fc.oneof(
    { weight: 10, arbitrary: none },
    fault("stale_read", { ms: 30_000 }),
    fault("status", { code: 503 }),
    fault("wrong_state"),
    fault("unknown_state"),
    fault("reset_before_apply"),
    fault("html_200"),
    fault("missing_field"),
    fault("wrong_user"),
    fault("unauthorized_once"),
  );
}
