import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePersonActor } from "#lib/domain/actor.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import { reportSignal } from "#lib/use-cases/report-signal.ts";
import { closeCase } from "#lib/use-cases/work-case.ts";
import type { ResultRow } from "./file-events.ts";
import { homer, type Intake, openIntake, startedAt, wendy } from "./test-intake.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
});
afterEach(() => intake.close());

async function send(event: object): Promise<ResultRow> {
  const { results } = await intake.send(JSON.stringify(event));
  const [row] = results;
  if (!row || results.length > 1) throw new Error(`One row was expected, not ${results.length}.`);
  return row;
}

const about = (person: { email: string }, event: object) => ({ user: { email: person.email }, ...event });

const analyst = makePersonActor({
  personId: "p-ana",
  name: "Ana Ruiz",
  email: "ana@example.org",
  roles: ["analyst"],
  iss: "https://idp.example",
  sub: "ana",
  sessionRef: "test",
  amr: [],
  authTime: startedAt,
});
const auditor = makePersonActor({ ...analyst, roles: ["auditor"] });

describe("signals and cases", () => {
  it("join the open case of their subject, whatever names the subject", async () => {
    const first = await send(about(wendy, { title: "a", severity: "low" }));
    const second = await send({ title: "b", severity: "critical", onepasswordId: wendy.userId });
    expect(second.caseKey).toBe(first.caseKey);
    expect(await intake.stores.cases.byKey(first.caseKey ?? "")).toMatchObject({
      status: "new",
      severity: "critical",
      signalCount: 2,
      newestSignalTitle: "b",
    });
  });

  it("of two subjects never share a case", async () => {
    const rows = await Promise.all([send(about(wendy, { title: "a" })), send(about(homer, { title: "a" }))]);
    expect(rows[0]?.caseKey).not.toBe(rows[1]?.caseKey);
  });

  it("of twenty senders at once about somebody new end in one case", async () => {
    const titles = Array.from({ length: 20 }, (_, index) => `alert ${index}`);
    const rows = await Promise.all(titles.map((title) => send(about(wendy, { title }))));
    expect(rows.every((row) => row.status === "accepted")).toBe(true);
    expect(new Set(rows.map((row) => row.caseKey)).size).toBe(1);
    const key = rows[0]?.caseKey ?? "";
    expect(await intake.stores.cases.byKey(key)).toMatchObject({ signalCount: 20 });
    const entries = await intake.stores.log.ofChain(key, { afterN: 0, limit: 100 });
    expect(entries.filter((entry) => entry.type === "signal.received")).toHaveLength(20);
    expect(entries.filter((entry) => entry.type === "case.opened")).toHaveLength(1);
  });

  it("of twenty senders at once about nobody are all kept as unlinked", async () => {
    const titles = Array.from({ length: 20 }, (_, index) => `alert ${index}`);
    const rows = await Promise.all(titles.map((title) => send({ title })));
    expect(rows.every((row) => row.status === "accepted" && row.caseKey === undefined)).toBe(true);
    expect(await intake.stores.signals.unlinkedCount()).toBe(20);
  });

  it("about an e-mail that nobody has, or that only looks alike, have a case each that is linked to nobody", async () => {
    const unknown = await send({ title: "unknown", email: "nobody@example.org" });
    const alike = await send({ title: "look-alike", email: "w\u0435ndy@example.org" });
    const real = await send(about(wendy, { title: "real" }));
    expect(new Set([unknown.caseKey, alike.caseKey, real.caseKey]).size).toBe(3);
    for (const row of [unknown, alike]) {
      const found = await intake.stores.cases.byKey(row.caseKey ?? "");
      expect(await intake.stores.subjects.byId(found?.subjectId ?? "")).toMatchObject({ state: "UNKNOWN" });
      expect(isUnlinkedId(found?.subjectId ?? "")).toBe(true);
    }
  });

  it("with a user name and no domain stay unlinked", async () => {
    await send({ title: "user name", user: "wendy" });
    expect(await intake.stores.signals.unlinkedCount()).toBe(1);
    expect(await intake.stores.cases.counts()).toEqual([]);
  });

  it("go to exactly the one whose e-mail they name, where two differ only in normal form", async () => {
    const composed = { ...wendy, userId: "AAAAAAAAAAAAAAAAAAAAAAAAAA", email: "zo\u00eb@example.org" };
    const decomposed = { ...wendy, userId: "BBBBBBBBBBBBBBBBBBBBBBBBBB", email: "zoe\u0308@example.org" };
    await intake.stores.subjects.saveListing("XLQMR47VZPBKJHSGWNCYFDE3T9", [composed, decomposed], startedAt);
    const row = await send(about(decomposed, { title: "a" }));
    const filed = await intake.stores.signals.byId(row.signalId ?? "");
    expect(filed?.subjectId).toBe(decomposed.userId);
  });

  it("re-open a case that was closed within a week, and open a new one later", async () => {
    const first = await send(about(wendy, { title: "a" }));
    await closeCase(intake.services, analyst, {
      caseKey: first.caseKey ?? "",
      verdict: "benign",
      reason: "a test",
    });
    intake.pass(6 * dayMs);
    const second = await send(about(wendy, { title: "b" }));
    expect(second.caseKey).toBe(first.caseKey);
    expect(await intake.stores.cases.byKey(first.caseKey ?? "")).toMatchObject({
      status: "reopened",
      closeVerdict: "benign",
    });
    await closeCase(intake.services, analyst, {
      caseKey: first.caseKey ?? "",
      verdict: "benign",
      reason: "a test",
    });
    intake.pass(8 * dayMs);
    const third = await send(about(wendy, { title: "c" }));
    expect(third.caseKey).not.toBe(first.caseKey);
  });

  it("whose time makes no sense are filed with the time of receipt, marked", async () => {
    for (const time of ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2027-03-03T12:00:00Z"]) {
      const row = await send(about(wendy, { title: time, time }));
      expect(await intake.stores.signals.byId(row.signalId ?? "")).toMatchObject({
        time: startedAt,
        timeAssumed: true,
      });
    }
  });
});

describe("a repeat", () => {
  it("by id counts on the first one for ever, and re-opens nothing", async () => {
    const event = about(wendy, { id: "e-1", title: "a" });
    const first = await send(event);
    await closeCase(intake.services, analyst, {
      caseKey: first.caseKey ?? "",
      verdict: "benign",
      reason: "a test",
    });
    intake.pass(2 * dayMs);
    expect(await send(event)).toEqual({ ...first, status: "duplicate", reason: "same_id" });
    expect(await intake.stores.cases.byKey(first.caseKey ?? "")).toMatchObject({
      status: "closed",
      signalCount: 1,
    });
    expect(await intake.stores.signals.byId(first.signalId ?? "")).toMatchObject({ duplicates: 1 });
  });

  it("by likeness counts within an hour, and is a new signal after it", async () => {
    const event = about(wendy, { title: "a", severity: "high" });
    const first = await send(event);
    intake.pass(59 * minuteMs);
    expect(await send(event)).toEqual({ ...first, status: "duplicate", reason: "same_fingerprint" });
    intake.pass(2 * minuteMs);
    expect(await send(event)).toMatchObject({ status: "accepted", caseKey: first.caseKey });
  });

  it("without an id but with a time is told by its content, however late", async () => {
    const event = about(wendy, { title: "a", time: "2027-03-01T11:00:00Z" });
    await send(event);
    intake.pass(2 * dayMs);
    expect(await send(event)).toMatchObject({ status: "duplicate", reason: "same_id" });
  });

  it("of an id with other content is a revision: severity may rise, and it counts once", async () => {
    const first = await send(about(wendy, { id: "e-1", title: "a", severity: "low" }));
    const worse = about(wendy, { id: "e-1", title: "a", severity: "critical" });
    expect(await send(worse)).toMatchObject({ status: "accepted", caseKey: first.caseKey });
    expect(await intake.stores.cases.byKey(first.caseKey ?? "")).toMatchObject({ severity: "critical" });
    intake.pass(2 * dayMs);
    expect(await send(worse)).toMatchObject({ status: "duplicate", reason: "same_id" });
  });

  it("of an id about somebody else isn't one: nobody's alert is lost to a careless sender", async () => {
    const first = await send(about(wendy, { id: "1234", title: "a" }));
    const second = await send(about(homer, { id: "1234", title: "a" }));
    expect(second.status).toBe("accepted");
    expect(second.caseKey).not.toBe(first.caseKey);
  });
});

describe("an event about several people", () => {
  it("has a row for each, with its index, and counts once", async () => {
    const event = { id: "e-1", title: "a", user: [{ email: wendy.email }, { email: homer.email }] };
    const receipt = await intake.send(JSON.stringify([{ title: "other" }, event]));
    expect(receipt).toMatchObject({ accepted: 2, duplicates: 0, rejected: 0 });
    expect(receipt.results.map((row) => row.index)).toEqual([0, 1, 1]);
    expect(receipt.results[1]?.caseKey).not.toBe(receipt.results[2]?.caseKey);
    const again = await intake.send(JSON.stringify(event));
    expect(again).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(again.results.map((row) => row.reason)).toEqual(["same_id", "same_id"]);
  });
});

describe("a page of 1Password's sign-in attempts", () => {
  it("is filed item by item", async () => {
    const item = (uuid: string, category: string) => ({
      uuid,
      timestamp: "2027-03-01T11:54:19.716235495Z",
      category,
      type: "credentials_ok",
      target_user: { name: wendy.name, email: wendy.email, type: "user" },
      client: { ip_address: "192.0.2.1" },
    });
    const page = { cursor: "c", has_more: false, items: [item("1", "success"), item("2", "mfa_failed")] };
    const { results } = await intake.send(JSON.stringify(page, null, 2));
    expect(results.map((row) => row.status)).toEqual(["accepted", "accepted"]);
    expect(await intake.stores.signals.byId(results[1]?.signalId ?? "")).toMatchObject({
      format: "onepassword.signin",
      nativeId: "2",
      subjectId: wendy.userId,
      severity: "low",
    });
    expect(await intake.stores.cases.byKey(results[0]?.caseKey ?? "")).toMatchObject({ severity: "low" });
  });
});

describe("a person's own report", () => {
  const report = {
    subjectUserId: wendy.userId,
    how: "phone",
    what: "Her laptop was stolen.\nShe called from the station.",
    severity: "high",
  } as const;

  it("opens a case like any signal, and says who reported it and how", async () => {
    const filed = await reportSignal(intake.services, analyst, report);
    expect(filed).toMatchObject({ status: "accepted", reason: null });
    expect(await intake.stores.signals.byId(filed.signalId)).toMatchObject({
      format: "report",
      source: "report",
      signature: "reported",
      reporterPersonId: analyst.personId,
      ruleId: "report.phone",
      title: "Reported by phone: Her laptop was stolen.",
      description: report.what,
      subjectId: wendy.userId,
    });
    const joined = await send(about(wendy, { title: "a" }));
    expect(joined.caseKey).toBe(filed.caseKey);
  });

  it("has the kind that the person says, else the one that its words tell", async () => {
    const kindOf = async (change: { what?: string; kind?: "token_theft" }) => {
      const { signalId } = await reportSignal(intake.services, analyst, { ...report, ...change });
      return (await intake.stores.signals.byId(signalId))?.kind;
    };
    expect(await kindOf({})).toBe("other");
    expect(await kindOf({ what: "Impossible travel, he says." })).toBe("impossible_travel");
    expect(await kindOf({ what: "Strange pop-ups.", kind: "token_theft" })).toBe("token_theft");
  });

  it("sent twice with one key is one report, and another report under that key is refused", async () => {
    const keyed = { ...report, idempotencyKey: "k-1" };
    const first = await reportSignal(intake.services, analyst, keyed);
    const again = await reportSignal(intake.services, analyst, keyed);
    expect(again).toMatchObject({ signalId: first.signalId, caseKey: first.caseKey, status: "duplicate" });
    await expect(reportSignal(intake.services, analyst, { ...keyed, what: "Other." })).rejects.toThrow(
      expect.objectContaining({ code: "idempotency_mismatch" }),
    );
  });

  it.each([
    ["by somebody who may not work on cases", { actor: auditor }, "role_missing"],
    ["about somebody who isn't in 1Password", { report: { subjectUserId: "NOBODY" } }, "subject_unknown"],
    ["without a word", { report: { what: " \n " } }, "invalid_input"],
  ])("%s is refused", async (_, { actor = analyst, report: change = {} }: RefusedReport, code) => {
    await expect(reportSignal(intake.services, actor, { ...report, ...change })).rejects.toThrow(
      expect.objectContaining({ code }),
    );
    expect(await intake.stores.cases.counts()).toEqual([]);
  });

  interface RefusedReport {
    actor?: typeof analyst;
    report?: { subjectUserId?: string; what?: string };
  }
});
