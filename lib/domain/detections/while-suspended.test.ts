import { describe, expect, it } from "vitest";
import { atMs, audit, dayMs, homer, judge, signIn, wendy } from "./test-events.ts";
import { whileSuspended } from "./while-suspended.ts";

describe("a sign-in while suspended", () => {
  const suspended = { state: "SUSPENDED", at: atMs(0) } as const;

  it("is told after SUSPENDED was seen", () => {
    expect(judge(whileSuspended, signIn(1), [], { states: [suspended] })).not.toBeNull();
  });

  it("isn't one before it, at the same moment, after a later ACTIVE, or where nothing was seen", () => {
    expect(judge(whileSuspended, signIn(0), [], { states: [suspended] })).toBeNull();
    expect(judge(whileSuspended, signIn(-1), [], { states: [suspended] })).toBeNull();
    const active = { state: "ACTIVE", at: atMs(1) } as const;
    expect(judge(whileSuspended, signIn(2), [], { states: [active, suspended] })).toBeNull();
    expect(judge(whileSuspended, signIn(2))).toBeNull();
  });

  it("isn't a try that failed", () => {
    const tried = signIn(1, { category: "credentials_failed" });
    expect(judge(whileSuspended, tried, [], { states: [suspended] })).toBeNull();
  });

  it("is found as well where the suspension comes in last", () => {
    const suspension = audit(0, "suspend", "user", { on: wendy.uuid, object_details: wendy });
    const tried = signIn(1);
    expect(judge(whileSuspended, suspension, [tried])?.anchor).toBe(tried);
    expect(judge(whileSuspended, suspension, [signIn(dayMs + 1)])).toBeNull();
    expect(judge(whileSuspended, suspension, [signIn(1, { target_user: homer })])).toBeNull();
    const active = { state: "ACTIVE", at: atMs(1) } as const;
    expect(judge(whileSuspended, suspension, [signIn(2)], { states: [active] })).toBeNull();
  });
});
