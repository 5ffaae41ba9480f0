import { describe, expect, it } from "vitest";
import { classifyRead, type ReadVerdict } from "./classify-read.ts";
import type { HttpOutcome } from "./http-call.ts";
import type { AnswerBody } from "./read-json-body.ts";

const html: AnswerBody = { kind: "unreadable", reason: "wrong_content_type" };
const json = (value: unknown): AnswerBody => ({ kind: "json", value });

function answer(status: number, body: AnswerBody = html): HttpOutcome {
  return { kind: "answer", status, requestId: null, retryAfter: null, body, ms: 1 };
}

function summary(verdict: ReadVerdict): string {
  return "failure" in verdict ? `${verdict.kind} ${verdict.failure.code}` : verdict.kind;
}

const rows: [string, HttpOutcome, string][] = [
  [
    "no connection",
    { kind: "nothing_written", reason: "no_connection", detail: "ENOTFOUND", ms: 1 },
    "retry unreachable",
  ],
  [
    "stopped before the first byte",
    { kind: "nothing_written", reason: "stopped", detail: "STOPPED", ms: 1 },
    "final timed_out",
  ],
  [
    "time-out after the first byte",
    { kind: "broken", reason: "timed_out", status: null, ms: 1 },
    "retry timed_out",
  ],
  ["cut after the first byte", { kind: "broken", reason: "cut", status: 200, ms: 1 }, "retry unreachable"],
  [
    "stopped after the first byte",
    { kind: "broken", reason: "stopped", status: null, ms: 1 },
    "final timed_out",
  ],
  ["200 with JSON", answer(200, json({})), "value"],
  ["200 with HTML", answer(200), "retry invalid_answer"],
  ["200 empty", answer(200, { kind: "unreadable", reason: "empty" }), "retry invalid_answer"],
  ["200 too large", answer(200, { kind: "unreadable", reason: "too_large" }), "final invalid_answer"],
  ["204", answer(204), "final invalid_answer"],
  ["302", answer(302), "final redirect_refused"],
  ["400", answer(400), "final rejected"],
  ["401", answer(401), "unauthorized credentials_rejected"],
  ["403", answer(403), "final forbidden"],
  ["404 with code 5", answer(404, json({ code: 5, message: "gone", details: [] })), "final user_not_found"],
  ["404 without an error body", answer(404), "final route_not_found"],
  ["410", answer(410), "final route_not_found"],
  ["408", answer(408), "retry timed_out"],
  ["409", answer(409), "final rejected"],
  ["429", answer(429), "wait rate_limited"],
  ["500", answer(500), "retry server_error"],
  ["502", answer(502), "retry server_error"],
  ["503", answer(503), "retry server_error"],
  ["504", answer(504), "retry server_error"],
];

describe("what an answer to a reading means", () => {
  it.each(rows)("%s", (_name, outcome, expected) => {
    expect(summary(classifyRead(outcome, new Date("2026-11-20T12:00:00Z")))).toBe(expected);
  });
});
