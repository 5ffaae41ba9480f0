import { describe, expect, it } from "vitest";
import { type ActionVerdict, classifyAction } from "./classify-action.ts";
import type { HttpOutcome } from "./http-call.ts";
import type { AnswerBody } from "./read-json-body.ts";
import { accountId, userId, wendy } from "./test-server.ts";

const asked = { action: "suspend", userId, accountId, now: new Date("2026-11-20T12:00:00Z") } as const;
const html: AnswerBody = { kind: "unreadable", reason: "wrong_content_type" };
const error = (code: number, message: string): AnswerBody => ({
  kind: "json",
  value: { code, message, details: [] },
});
const json = (value: unknown): AnswerBody => ({ kind: "json", value });

function answer(status: number, body: AnswerBody = html, retryAfter: string | null = null): HttpOutcome {
  return { kind: "answer", status, requestId: null, retryAfter, body, ms: 1 };
}

function summary(verdict: ActionVerdict): string {
  return "code" in verdict ? `${verdict.kind} ${verdict.code}` : verdict.kind;
}

const suspended = wendy({ state: "SUSPENDED" });
const rows: [string, HttpOutcome, string][] = [
  [
    "no connection",
    { kind: "nothing_written", reason: "no_connection", detail: "ECONNREFUSED", ms: 1 },
    "not_sent unreachable",
  ],
  [
    "out of time before the first byte",
    { kind: "nothing_written", reason: "stopped", detail: "STOPPED", ms: 1 },
    "not_sent too_late",
  ],
  [
    "time-out after the first byte",
    { kind: "broken", reason: "timed_out", status: null, ms: 1 },
    "uncertain timed_out",
  ],
  ["cut after the first byte", { kind: "broken", reason: "cut", status: null, ms: 1 }, "uncertain cut"],
  ["cut after a 403's headers", { kind: "broken", reason: "cut", status: 403, ms: 1 }, "uncertain cut"],
  ["200 in the wanted state", answer(200, json(suspended)), "answered"],
  ["200 with further fields", answer(200, json({ ...suspended, mfa: true })), "answered"],
  ["200 with another path", answer(200, json({ ...suspended, path: "accounts/A/users/B" })), "answered"],
  ["200 in the other state", answer(200, json(wendy())), "uncertain wrong_state"],
  [
    "200 in an unspecified state",
    answer(200, json(wendy({ state: "STATE_UNSPECIFIED" }))),
    "uncertain unknown_state",
  ],
  ["200 in a new state", answer(200, json(wendy({ state: "FROZEN" }))), "uncertain unknown_state"],
  ["200 in another spelling", answer(200, json(wendy({ state: "suspended" }))), "uncertain unknown_state"],
  ["200 about another person", answer(200, json({ ...suspended, id: "OTHER" })), "uncertain wrong_user"],
  ["200 without e-mail", answer(200, json({ ...suspended, email: undefined })), "uncertain invalid_answer"],
  ["200 with a null state", answer(200, json(wendy({ state: null }))), "uncertain invalid_answer"],
  [
    "200 with a number as name",
    answer(200, json({ ...suspended, display_name: 7 })),
    "uncertain invalid_answer",
  ],
  ["200 with a list", answer(200, json([suspended])), "uncertain invalid_answer"],
  ["200 with HTML", answer(200), "uncertain invalid_answer"],
  ["200 empty", answer(200, { kind: "unreadable", reason: "empty" }), "uncertain invalid_answer"],
  ["200 too large", answer(200, { kind: "unreadable", reason: "too_large" }), "uncertain invalid_answer"],
  ["403 too large", answer(403, { kind: "unreadable", reason: "too_large" }), "uncertain invalid_answer"],
  ["201", answer(201, json(suspended)), "uncertain invalid_answer"],
  ["204", answer(204), "uncertain invalid_answer"],
  ["301", answer(301), "uncertain redirect_refused"],
  ["302", answer(302), "uncertain redirect_refused"],
  ["307", answer(307), "uncertain redirect_refused"],
  ["308", answer(308), "uncertain redirect_refused"],
  ["400", answer(400, error(3, "bad")), "refused invalid_request"],
  ["401", answer(401, error(16, "no")), "unauthorized"],
  ["403 of the last owner", answer(403, error(7, "no_owner_remain")), "refused last_owner"],
  [
    "403 with the last owner's words under another code",
    answer(403, error(9, "no_owner_remain")),
    "refused forbidden",
  ],
  ["403 otherwise", answer(403, error(7, "eam_user")), "refused forbidden"],
  ["403 with HTML", answer(403), "refused forbidden"],
  ["404 with code 5", answer(404, error(5, "gone")), "refused user_not_found"],
  ["404 with another code", answer(404, error(12, "unimplemented")), "refused route_not_found"],
  ["404 with HTML", answer(404), "refused route_not_found"],
  ["410", answer(410, error(5, "gone")), "refused route_not_found"],
  ["408", answer(408), "uncertain request_timeout"],
  ["409", answer(409, error(10, "aborted")), "refused rejected"],
  ["418", answer(418), "refused rejected"],
  ["429", answer(429), "not_sent rate_limited"],
  ["500", answer(500, error(13, "internal")), "uncertain server_error"],
  ["502", answer(502), "uncertain server_error"],
  ["503 with Retry-After", answer(503, html, "5"), "uncertain server_error"],
  ["504", answer(504), "uncertain server_error"],
  ["a status that doesn't exist", answer(799), "uncertain invalid_answer"],
];

describe("what an answer to an action means", () => {
  it.each(rows)("%s", (_name, outcome, expected) => {
    expect(summary(classifyAction(outcome, asked))).toBe(expected);
  });

  it("a reactivation wants ACTIVE", () => {
    const reactivate = { ...asked, action: "reactivate" } as const;
    expect(summary(classifyAction(answer(200, json(wendy())), reactivate))).toBe("answered");
    expect(summary(classifyAction(answer(200, json(suspended)), reactivate))).toBe("uncertain wrong_state");
  });

  it.each([
    ["7", 7_000],
    ["0", 1_000],
    ["999999", 300_000],
    ["-5", null],
    ["abc", null],
    [null, null],
  ])("a 429 with Retry-After %s asks for %s ms", (header, expected) => {
    expect(classifyAction(answer(429, html, header), asked)).toMatchObject({ retryAfterMs: expected });
  });

  it("1Password's words are quoted as short plain text", () => {
    const verdict = classifyAction(answer(403, error(7, `a\u202Eb\u001B[31m\n${"x".repeat(1_000)}`)), asked);
    const message = "message" in verdict ? verdict.message : "";
    expect(message).toContain("“a b [31m x");
    expect(message.length).toBeLessThan(700);
  });
});
