import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { homer, type Intake, openIntake, sourceName, startedAt, wendy } from "./test-intake.ts";

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
});
afterEach(() => intake.close());

const dayMs = 24 * 60 * 60_000;

const signIn = (uuid: string, minute: number, given: object = {}) => ({
  uuid,
  timestamp: new Date(startedAt.getTime() - (60 - minute) * 60_000).toISOString(),
  category: "success",
  type: "credentials_ok",
  target_user: { uuid: wendy.userId, name: wendy.name, email: wendy.email },
  client: { app_name: "1Password for Mac", ip_address: "192.0.2.1" },
  ...given,
});

async function rulesOf(userId: string): Promise<string[]> {
  const open = await intake.stores.cases.openOfSubject(userId);
  const signals = open ? await intake.stores.signals.ofCase(open.id, 50) : [];
  return signals.map(({ ruleId }) => ruleId ?? "").filter((rule) => rule.startsWith("console."));
}

describe("events of 1Password's that somebody sends", () => {
  it("run through the same detections, in the sender's name and checked as sent", async () => {
    await intake.send(JSON.stringify(signIn("e-1", 0, { client: { app_name: "op-dump" } })));
    expect(await rulesOf(wendy.userId)).toEqual(["console.unusual-client"]);
    const found = await intake.stores.signals.byNativeId(sourceName, "console.unusual-client:e-1");
    expect(found).toMatchObject({ source: sourceName, signature: "signed", format: "console" });
  });

  it("are put together over deliveries, one by one or in a page", async () => {
    const failed = (n: number) => signIn(`f-${n}`, n, { category: "credentials_failed", type: "x" });
    for (const n of [0, 1, 2, 3]) await intake.send(JSON.stringify(failed(n)));
    expect(await rulesOf(wendy.userId)).toEqual([]);
    await intake.send(JSON.stringify({ cursor: "c", has_more: false, items: [failed(4), failed(5)] }));
    expect(await rulesOf(wendy.userId)).toEqual(["console.failed-sign-ins"]);
  });

  it("sent once more add nothing", async () => {
    const events = [0, 1, 2, 3, 4].map((n) => signIn(`f-${n}`, n, { category: "mfa_failed", type: "x" }));
    await intake.send(JSON.stringify([...events, signIn("ok", 9)]));
    const before = await rulesOf(wendy.userId);
    await intake.send(JSON.stringify([...events, signIn("ok", 9)]));
    expect(await rulesOf(wendy.userId)).toEqual(before);
    expect(before).toEqual(["console.failed-sign-ins"]);
  });

  it("tell what is new only once the source has sent for as long as the rule looks back", async () => {
    await intake.send(JSON.stringify(signIn("e-1", 0)));
    expect(await rulesOf(wendy.userId)).toEqual([]);
    const late = (day: number) => signIn(`late-${day}`, 60 + day * 24 * 60);
    intake.pass(15 * dayMs);
    await intake.send(JSON.stringify(late(13)));
    expect(await rulesOf(wendy.userId)).toEqual([]);
    await intake.send(JSON.stringify({ ...late(15), client: { ip_address: "198.51.100.7" } }));
    expect(await rulesOf(wendy.userId)).toEqual(["console.new-address"]);
  });

  it("of one person aren't another's past", async () => {
    const failed = (n: number, user: typeof wendy) =>
      signIn(`f-${n}`, n, {
        category: "credentials_failed",
        type: "x",
        target_user: { uuid: user.userId, email: user.email },
      });
    const four = [0, 1, 2, 3].map((n) => failed(n, wendy));
    await intake.send(JSON.stringify([...four, failed(4, homer)]));
    expect([await rulesOf(wendy.userId), await rulesOf(homer.userId)]).toEqual([[], []]);
  });

  it("don't include what only looks a little like them", async () => {
    await intake.send(JSON.stringify({ title: "a", category: "success", user: { email: wendy.email } }));
    expect(await rulesOf(wendy.userId)).toEqual([]);
  });
});
