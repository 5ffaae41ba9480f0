import { expect, test } from "vitest";

import type { LiveReading, SubjectView } from "#lib/domain/views/parts.ts";
import type { AttemptView, RequestView } from "#lib/domain/views/request-view.ts";
import { shownState } from "./shown-state.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 14, 2, second)).toISOString();
const person = (state: SubjectView["state"], second: number): SubjectView => ({
  userId: "U",
  email: "wendy@acme.example",
  name: "Wendy",
  state,
  readAt: at(second),
  gone: false,
});
const read = (subject: SubjectView): LiveReading => ({ ok: true, subject, warnings: [] });
const unread = (lastKnown: SubjectView | null): LiveReading => ({
  ok: false,
  code: "timed_out",
  message: "no answer",
  lastKnown,
});
const called = (status: RequestView["status"], second: number) => ({
  status,
  attempts: [{ n: 1, markedAt: at(second) } as AttemptView],
});

test("of two readings the newer one is shown, whoever made it", () => {
  const requests = [called("succeeded", 5)];
  const early = read(person("ACTIVE", 1));
  expect(shownState({ subject: person("SUSPENDED", 9), reading: early, requests }).state).toBe("SUSPENDED");
  const late = read(person("ACTIVE", 20));
  expect(shownState({ subject: person("SUSPENDED", 9), reading: late, requests }).state).toBe("ACTIVE");
});

test("when 1Password can't be read, nothing older is believed", () => {
  const known = person("SUSPENDED", 1);
  const shown = shownState({ subject: known, reading: unread(known), requests: [] });
  expect(shown).toMatchObject({ state: "UNKNOWN", doubt: "unread", lastRead: { state: "SUSPENDED" } });
});

test("a reading that came after a failed one is believed again", () => {
  const shown = shownState({
    subject: person("SUSPENDED", 9),
    reading: unread(person("ACTIVE", 1)),
    requests: [],
  });
  expect(shown).toMatchObject({ state: "SUSPENDED", doubt: null });
});

test.each(["executing", "unknown", "needs_attention"] as const)(
  "while a call is %s, a reading from before it says nothing about now",
  (status) => {
    const subject = person("ACTIVE", 1);
    const shown = shownState({ subject, reading: null, requests: [called(status, 5)] });
    expect(shown).toMatchObject({ state: "UNKNOWN", doubt: "under_way" });
  },
);

test("a reading of the very moment of the mark is from before the call", () => {
  const shown = shownState({
    subject: person("ACTIVE", 5),
    reading: null,
    requests: [called("executing", 5)],
  });
  expect(shown).toMatchObject({ state: "UNKNOWN", doubt: "under_way" });
});

test("a reading from after a lost answer is shown, whatever it says", () => {
  const shown = shownState({
    subject: person("ACTIVE", 8),
    reading: null,
    requests: [called("unknown", 5)],
  });
  expect(shown).toMatchObject({ state: "ACTIVE", doubt: null });
});
