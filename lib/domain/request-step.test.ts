import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultLifecycleSettings as settings, quietSpanMs } from "./lifecycle-settings.ts";
import { newLifecycle } from "./new-lifecycle.ts";
import { endStatuses, isEnded, type Lifecycle, RequestStatus } from "./request.ts";
import { type RequestEvent, step } from "./request-step.ts";
import { mayMove, transitions } from "./request-transitions.ts";

const start = new Date("2026-11-22T12:00:00Z");
const at = (ms: number) => new Date(start.getTime() + ms);
const minute = 60_000;

function pending(given: Partial<Lifecycle> = {}): Lifecycle {
  return { ...newLifecycle({ action: "suspend", needed: 1, expiresAt: at(60 * minute) }), ...given };
}

/** Applies the events in turn; every one of them must be possible. */
function after(request: Lifecycle, ...events: RequestEvent[]): Lifecycle {
  return events.reduce((current, event) => {
    const result = step(current, event, settings);
    if (!result.ok) throw new Error(`${event.kind} from ${current.status}: ${result.refusal}`);
    return result.next;
  }, request);
}

const refusal = (request: Lifecycle, event: RequestEvent) => {
  const result = step(request, event, settings);
  return result.ok ? null : result.refusal;
};

const approve = (now = start): RequestEvent => ({ kind: "approve", executeWithinMs: 30 * minute, now });
const claim = (now = start): RequestEvent => ({ kind: "claim", takesOver: null, now });
const marked = () => after(pending(), approve(), claim(), { kind: "mark", fence: 1, now: start });
const unknown = (given: Partial<Lifecycle> = {}) =>
  after({ ...marked(), ...given }, { kind: "lose_answer", fence: 1, now: at(1_000) });

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
