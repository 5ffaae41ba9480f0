import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultLifecycleSettings as settings, quietSpanMs } from "./lifecycle-settings.ts";
import { endStatuses, isEnded, type Lifecycle, RequestStatus } from "./request.ts";
import { type RequestEvent, step } from "./request-step.ts";
import { mayMove, transitions } from "./request-transitions.ts";
import {
  after,
  approve,
  at,
  claim,
  marked,
  minute,
  pending,
  refusal,
  start,
  unknown,
} from "./test-lifecycle.ts";

test("one approval of two leaves the request pending", () => {
  const first = after(pending({ needed: 2 }), approve());
  expect(first).toMatchObject({ status: "pending", approvals: 1, executeBy: null });
  expect(after(first, approve())).toMatchObject({ status: "approved", executeBy: at(30 * minute) });
});

test("equal counts as over, for both clocks", () => {
  expect(refusal(pending(), approve(at(60 * minute)))).toBe("clock_over");
  expect(refusal(pending(), { kind: "expire", now: at(60 * minute - 1) })).toBe("clock_not_over");
  const approved = after(pending(), approve());
  expect(refusal(approved, claim(at(30 * minute)))).toBe("clock_over");
  expect(after(approved, { kind: "expire", now: at(30 * minute) }).status).toBe("expired");
});

test("nothing is sent by a worker with an old fence or a lease that is over", () => {
  const claimed = after(pending(), approve(), claim());
  expect(refusal(claimed, { kind: "mark", fence: 0, now: start })).toBe("old_fence");
  expect(refusal(claimed, { kind: "mark", fence: 1, now: at(settings.leaseMs) })).toBe("old_fence");
  expect(refusal(marked(), { kind: "succeed", fence: 2, askedAt: start, now: start })).toBe("old_fence");
});

test("a lease that ends before the mark releases, after the mark it leaves the outcome unknown", () => {
  const claimed = after(pending(), approve(), claim());
  const released = after(claimed, { kind: "lose_lease", now: at(settings.leaseMs) });
  expect(released).toMatchObject({ status: "approved", attempts: 0, holdsUser: false });
  const over = marked().leaseUntil ?? start;
  expect(after(marked(), { kind: "lose_lease", now: over })).toMatchObject({
    status: "unknown",
    attempts: 1,
  });
});

test("what was certainly not sent doesn't count, and the wait doubles to a minute", () => {
  let request = marked();
  const waits: number[] = [];
  for (let tries = 1; tries <= 6; tries++) {
    const now = request.markedAt ?? start;
    request = after(request, { kind: "release", fence: request.fence, retryAfterMs: null, now });
    expect(request.attempts).toBe(0);
    const next = request.nextTryAt ?? start;
    waits.push(next.getTime() - now.getTime());
    request = after(request, claim(next), { kind: "mark", fence: request.fence + 1, now: next });
  }
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test("a refusal settles a request only when nothing of it was sent before; else readings do, and it stays counted", () => {
  const refused = after(marked(), { kind: "refuse", fence: 1, now: at(1_000) });
  expect(refused).toMatchObject({ status: "refused", attempts: 0, holdsUser: false });
  const quiet = at(quietSpanMs(settings));
  const again = after(
    unknown(),
    { kind: "observe", now: quiet, askedAt: quiet, state: "ACTIVE" },
    claim(quiet),
    { kind: "mark", fence: 2, now: quiet },
    { kind: "refuse", fence: 2, now: quiet },
  );
  expect(again).toMatchObject({ status: "unknown", attempts: 2, holdsUser: true });
});

test("only a reactivation is superseded", () => {
  expect(refusal(unknown(), { kind: "supersede", now: at(5_000) })).toBe("not_possible_now");
  const reactivation = unknown({ action: "reactivate" });
  expect(after(reactivation, { kind: "supersede", now: at(5_000) })).toMatchObject({
    status: "superseded",
    holdsUser: false,
  });
});

test("a clean answer frees the user at once, an unanswered attempt only after the quiet", () => {
  expect(after(marked(), { kind: "succeed", fence: 1, askedAt: at(300), now: at(300) }).holdsUser).toBe(
    false,
  );
  const observed = after(
    unknown(),
    { kind: "observe", state: "SUSPENDED", askedAt: at(2_000), now: at(2_000) },
    { kind: "observe", state: "SUSPENDED", askedAt: at(4_000), now: at(4_000) },
  );
  expect(refusal(observed, { kind: "free_user", now: at(5_000) })).toBe("not_quiet_yet");
  expect(after(observed, { kind: "free_user", now: at(quietSpanMs(settings)) }).holdsUser).toBe(false);
});

test("the table: ends have no followers, everything else can end, every name is a status", () => {
  for (const status of RequestStatus.options) {
    const followers = Object.keys(transitions[status]);
    expect(followers.every((follower) => RequestStatus.safeParse(follower).success)).toBe(true);
    expect(followers.length === 0).toBe(isEnded(status));
  }
  const reaches = (from: string, seen: Set<string>): boolean =>
    (endStatuses as readonly string[]).includes(from) ||
    Object.keys(transitions[RequestStatus.parse(from)]).some(
      (next) => !seen.has(next) && reaches(next, new Set([...seen, next])),
    );
  for (const status of RequestStatus.options) expect(reaches(status, new Set([status]))).toBe(true);
});

const anyEvent: fc.Arbitrary<RequestEvent> = fc
  .record({
    kind: fc.constantFrom(
      ...([
        "approve",
        "deny",
        "withdraw",
        "expire",
        "make_stale",
        "claim",
        "mark",
        "find_done",
        "succeed",
      ] as const),
      ...([
        "refuse",
        "release",
        "lose_answer",
        "lose_lease",
        "observe",
        "supersede",
        "settle",
        "free_user",
      ] as const),
    ),
    ms: fc.integer({ min: 0, max: 2 * 60 * minute }),
    fence: fc.integer({ min: 0, max: 4 }),
    state: fc.constantFrom("ACTIVE" as const, "SUSPENDED" as const),
  })
  .map(
    ({ kind, ms, fence, state }) =>
      ({
        kind,
        now: at(ms),
        fence,
        state,
        executeWithinMs: 30 * minute,
        takesOver: null,
        retryAfterMs: null,
      }) as RequestEvent,
  );

/** The rules that this step breaks, by name. */
function brokenRules(before: Lifecycle, after: Lifecycle): string[] {
  const unsent = ["denied", "withdrawn", "expired", "stale"].includes(after.status);
  const rules = {
    "only by the table": mayMove(before.status, after.status),
    "ends are final": !isEnded(before.status) || after.status === before.status,
    "executing holds the user": after.status !== "executing" || after.holdsUser,
    "executing has all approvals": after.status !== "executing" || after.approvals === after.needed,
    "unknown was sent": after.status !== "unknown" || after.attempts > 0,
    "an unsent end sent nothing": !unsent || after.attempts === 0,
    "pending needs more approvals": after.status !== "pending" || after.approvals < after.needed,
    "attempts are bounded": after.attempts <= settings.maxAttempts,
    "fences never fall": after.fence >= before.fence,
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

test("whatever happens in whatever order: the rules hold after every step", () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 40 }),
      fc.constantFrom("suspend" as const, "reactivate" as const),
      fc.integer({ min: 1, max: 3 }),
      (events, action, needed) => {
        let request = pending({ action, needed });
        for (const event of events) {
          const result = step(request, event, settings);
          if (!result.ok) continue;
          expect(brokenRules(request, result.next)).toEqual([]);
          request = result.next;
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
