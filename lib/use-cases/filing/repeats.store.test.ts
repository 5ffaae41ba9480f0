import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { nobody, nothingSaid, type Signal } from "#lib/domain/signal.ts";
import { homer, type Intake, openIntake, wendy } from "#lib/server/signals/test-intake.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { fileBatch } from "./file-batch.ts";
import type { FileInput } from "./file-input.ts";

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
});
afterEach(() => intake.close());

const minuteMs = 60_000;

function inputOf(given: Partial<Signal>, said: string): FileInput {
  const now = intake.services.clock.now();
  return {
    signal: {
      ...nothingSaid,
      format: "generic",
      title: "Alert",
      severity: "medium",
      severityAssumed: false,
      subject: { ...nobody, email: wendy.email },
      time: now,
      timeAssumed: true,
      ...given,
    },
    delivery: {
      source: "edr",
      receivedAt: now,
      traceparent: null,
      signature: "signed",
      raw: new TextEncoder().encode(said),
    },
  };
}

const file = (given: Partial<Signal>, said: string) =>
  fileSignal(intake.services, makeSystemActor("intake"), inputOf(given, said));

test("what repeats an event of the same body is counted in the same commit", async () => {
  const { filed } = await fileBatch(intake.services, makeSystemActor("intake"), [
    inputOf({ nativeId: "a" }, "one"),
    inputOf({ nativeId: "b" }, "two"),
    inputOf({ nativeId: "a" }, "one"),
  ]);
  expect(filed.map(({ status }) => status)).toEqual(["accepted", "duplicate", "duplicate"]);
  expect(await intake.stores.signals.byId(filed[0]?.signalId ?? "")).toMatchObject({ duplicates: 2 });
});

test("a later state of an event points at the first, and its own repeats are told", async () => {
  const first = await file({ nativeId: "e", severity: "low" }, "open");
  const later = await file({ nativeId: "e", severity: "high" }, "escalated");
  expect(later).toMatchObject({ status: "accepted", caseKey: first.caseKey });
  expect(await intake.stores.signals.byId(later.signalId)).toMatchObject({ revisionOf: first.signalId });
  expect(await file({ nativeId: "e", severity: "high" }, "escalated")).toMatchObject({
    status: "duplicate",
    reason: "same_id",
    signalId: later.signalId,
  });
});

test("an id that comes again for somebody else is a signal of theirs, marked", async () => {
  await file({ nativeId: "e" }, "one");
  const other = await file({ nativeId: "e", subject: { ...nobody, email: homer.email } }, "two");
  expect(other.status).toBe("accepted");
  const record = await intake.stores.signals.byId(other.signalId);
  expect(record).toMatchObject({ idUsedTwice: true, subjectId: homer.userId });
});

test("a security event token counts once by its id, whatever the second one says", async () => {
  const first = await file({ nativeId: "iss jti", format: "caep" }, "one");
  const subject = { ...nobody, email: homer.email };
  expect(await file({ nativeId: "iss jti", format: "caep", subject }, "two")).toMatchObject({
    status: "duplicate",
    signalId: first.signalId,
  });
});

test("alike events count on the first within the sender's window, and each is kept as it came", async () => {
  const first = await file({ nativeId: "a", dedupMinutes: 10 }, "first");
  intake.pass(9 * minuteMs);
  const again = await file({ nativeId: "b", dedupMinutes: 10 }, "second");
  expect(again).toMatchObject({ status: "duplicate", reason: "same_fingerprint", signalId: first.signalId });
  expect(await intake.stores.signals.byId(first.signalId)).toMatchObject({
    duplicates: 1,
    lastSeenAt: intake.services.clock.now(),
  });
  intake.pass(2 * minuteMs);
  expect(await file({ nativeId: "c", dedupMinutes: 10 }, "third")).toMatchObject({ status: "accepted" });
  // What was a repeat then is one for ever.
  expect(await file({ nativeId: "b", dedupMinutes: 10 }, "second")).toMatchObject({ reason: "same_id" });
});

test("a signal that only tells about somebody joins and opens nothing", async () => {
  expect(await file({ title: "weak", context: true }, "1")).toMatchObject({
    status: "accepted",
    caseKey: null,
  });
  const opened = await file({ title: "strong" }, "2");
  expect(opened.caseKey).not.toBeNull();
  expect(await file({ title: "weak again", context: true }, "3")).toMatchObject({ caseKey: opened.caseKey });
});
