import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { homer, type Intake, openIntake, sourceName, startedAt, wendy } from "./test-intake.ts";

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
});
afterEach(() => intake.close());

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
    expect(before).toHaveLength(2);
  });

  it("of one person aren't another's past", async () => {
    await intake.send(JSON.stringify(signIn("e-1", 0)));
    await intake.send(
      JSON.stringify(signIn("e-2", 1, { target_user: { uuid: homer.userId, email: homer.email } })),
    );
    expect(await rulesOf(homer.userId)).toEqual(["console.new-address"]);
    await intake.send(JSON.stringify(signIn("e-3", 2)));
    expect(await rulesOf(wendy.userId)).toEqual(["console.new-address"]);
  });

  it("don't include what only looks a little like them", async () => {
    await intake.send(JSON.stringify({ title: "a", category: "success", user: { email: wendy.email } }));
    expect(await rulesOf(wendy.userId)).toEqual([]);
  });
});
