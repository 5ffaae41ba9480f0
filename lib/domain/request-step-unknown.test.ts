import { expect, test } from "vitest";
import { defaultLifecycleSettings as settings, quietSpanMs } from "./lifecycle-settings.ts";
import { after, approve, at, pending, refusal, start, unknown } from "./test-lifecycle.ts";

test("one reading of the wanted state isn't enough, two in a row are", () => {
  const once = after(unknown(), { kind: "observe", state: "SUSPENDED", askedAt: at(2_000), now: at(2_000) });
  expect(once.status).toBe("unknown");
  const twice = after(once, { kind: "observe", state: "SUSPENDED", askedAt: at(4_000), now: at(4_000) });
  expect(twice).toMatchObject({ status: "succeeded", holdsUser: true });
});

test("the other state counts only once nothing can land any more", () => {
  const quiet = quietSpanMs(settings);
  const early = after(unknown(), {
    kind: "observe",
    state: "ACTIVE",
    askedAt: at(quiet - 1),
    now: at(quiet - 1),
  });
  expect(early.status).toBe("unknown");
  const due = after(early, { kind: "observe", state: "ACTIVE", askedAt: at(quiet), now: at(quiet) });
  expect(due).toMatchObject({ status: "approved", attempts: 1, holdsUser: false });
});

test("a reading that was asked for before the quiet ended doesn't count, however late it is written", () => {
  const quiet = quietSpanMs(settings);
  const late = after(unknown(), {
    kind: "observe",
    state: "ACTIVE",
    askedAt: at(quiet - 1),
    now: at(quiet + 60_000),
  });
  expect(late.status).toBe("unknown");
});

test("with its attempts used up a request that is not in force has failed", () => {
  const last = unknown({ attempts: settings.maxAttempts });
  const now = at(quietSpanMs(settings));
  const seen = { kind: "observe", state: "ACTIVE", askedAt: now, now } as const;
  expect(after(last, seen, seen)).toMatchObject({ status: "failed", holdsUser: false });
});

test("two readings from after the quiet make it failed: one answer may lie, and an earlier one may be from before it landed", () => {
  const last = unknown({ attempts: settings.maxAttempts });
  const early = at(2_000);
  const quiet = at(quietSpanMs(settings));
  const seen = (state: "ACTIVE" | "SUSPENDED" | null, now: Date) =>
    ({ kind: "observe", state, askedAt: now, now }) as const;
  const once = after(last, seen("ACTIVE", early), seen("ACTIVE", early), seen("ACTIVE", quiet));
  expect(once).toMatchObject({ status: "unknown", holdsUser: true });
  expect(Number(once.nextTryAt) - Number(quiet)).toBeLessThanOrEqual(5_000);
  expect(after(once, seen(null, quiet), seen("ACTIVE", quiet)).status).toBe("unknown");
  expect(after(once, seen("ACTIVE", quiet)).status).toBe("failed");
  expect(after(once, seen("SUSPENDED", quiet), seen("SUSPENDED", quiet)).status).toBe("succeeded");
});

test("a state that was as wanted and moved away again needs a person", () => {
  const seen = after(unknown(), { kind: "observe", state: "SUSPENDED", askedAt: at(2_000), now: at(2_000) });
  expect(after(seen, { kind: "observe", state: "ACTIVE", askedAt: at(4_000), now: at(4_000) }).status).toBe(
    "needs_attention",
  );
});

test("without readings that agree for a quarter of an hour a person is needed", () => {
  const late = at(settings.attentionAfterMs + 2_000);
  expect(after(unknown(), { kind: "observe", state: null, askedAt: late, now: late }).status).toBe(
    "needs_attention",
  );
});

test("needs_attention is settled by what two readings show, and only when all is quiet", () => {
  const seen = after(unknown(), { kind: "observe", state: "SUSPENDED", askedAt: at(2_000), now: at(2_000) });
  const stuck = after(seen, { kind: "observe", state: "ACTIVE", askedAt: at(4_000), now: at(4_000) });
  expect(refusal(stuck, { kind: "settle", state: "ACTIVE", askedAt: at(5_000), now: at(5_000) })).toBe(
    "not_quiet_yet",
  );
  const quiet = at(quietSpanMs(settings));
  expect(after(stuck, { kind: "settle", state: "ACTIVE", askedAt: quiet, now: quiet }).status).toBe("failed");
  expect(after(stuck, { kind: "settle", state: "SUSPENDED", askedAt: quiet, now: quiet }).status).toBe(
    "succeeded",
  );
});

test("a suspension that overtook a reactivation succeeds only after the quiet it took over", () => {
  const quietUntil = at(100_000);
  const overtaking = after(
    pending(),
    approve(),
    { kind: "claim", takesOver: { quietUntil }, now: start },
    { kind: "mark", fence: 1, now: start },
    { kind: "succeed", fence: 1, askedAt: at(500), now: at(500) },
  );
  expect(overtaking.status).toBe("unknown");
  const twice = after(
    overtaking,
    { kind: "observe", state: "SUSPENDED", askedAt: at(2_000), now: at(2_000) },
    { kind: "observe", state: "SUSPENDED", askedAt: at(4_000), now: at(4_000) },
  );
  expect(twice.status).toBe("unknown");
  expect(
    after(twice, { kind: "observe", state: "SUSPENDED", askedAt: quietUntil, now: quietUntil }).status,
  ).toBe("succeeded");
});
