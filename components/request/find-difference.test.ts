import { expect, test } from "vitest";

import type { RequestView } from "#lib/domain/views/request-view.ts";
import { findDifference } from "./find-difference.ts";

const snapshot: RequestView["snapshot"] = {
  userId: "U",
  email: "Wendy@acme.example",
  name: "Wendy",
  state: "ACTIVE",
  readAt: "2026-11-22T14:00:00.000Z",
};
const reading = (change: Partial<RequestView["snapshot"]> = {}) => ({
  ok: true as const,
  subject: { ...snapshot, gone: false, ...change },
  warnings: [],
});

test("an e-mail in other letters is the same e-mail", () => {
  const now = reading({ email: "wendy@ACME.example " });
  expect(findDifference({ action: "suspend", snapshot }, now)).toBeNull();
});

test("a state that changed is named with both states", () => {
  const now = reading({ state: "SUSPENDED" });
  expect(findDifference({ action: "suspend", snapshot }, now)).toBe("state ACTIVE → SUSPENDED");
});

test("a state that can't be told is a change too", () => {
  const now = reading({ state: "UNKNOWN" });
  expect(findDifference({ action: "suspend", snapshot }, now)).toBe("state ACTIVE → UNKNOWN");
});

test("a suspension that was asked while a reactivation was outstanding ignores the state", () => {
  const asked = { ...snapshot, state: "SUSPENDED" as const };
  expect(findDifference({ action: "suspend", snapshot: asked }, reading())).toBeNull();
});
