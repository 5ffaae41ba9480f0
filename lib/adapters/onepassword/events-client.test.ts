import { expect, onTestFinished, test } from "vitest";
import { startOnePassword } from "#lib/simulator/onepassword/server.ts";
import { createEventsClient } from "./events-client.ts";

const clock = { now: () => new Date() };
const client = (baseUrl: string, token = "x.y.z") =>
  createEventsClient({ baseUrl, token, productVersion: "0.0.0", clock, timeouts: { callMs: 2_000 } });

async function start() {
  const account = await startOnePassword({ port: 0, people: 60 });
  onTestFinished(() => account.close());
  const order = (path: string, body: object) =>
    fetch(`${account.controlUrl}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const arm = (fault: string, args: object = {}) =>
    order("/faults", { match: { op: "events" }, fault, args });
  return { account, order, arm, api: client(account.url, account.eventsToken) };
}

test.each([
  "http://events.1password.com",
  "https://events.1password.com.evil.example",
  "https://user:secret@events.1password.com",
  "https://169.254.169.254",
  "https://events.1password.com/?to=elsewhere",
])("the Events API's address obeys the rule of the Users API's: %s is refused", (url) => {
  expect(() => client(url)).toThrow("can't be used");
});

test("introspection tells account, streams and when the token ends, and the old one serves where the new one isn't", async () => {
  const { account, api, arm } = await start();
  const now = await api.introspect();
  expect(now).toMatchObject({
    ok: true,
    token: { accountUuid: account.accountId, features: ["signinattempts", "itemusages", "auditevents"] },
  });
  await arm("status", { code: 404 });
  const old = await api.introspect();
  expect(old).toEqual(now);
});

test("every failure is told apart, and none holds the token", async () => {
  const { account, api, arm } = await start();
  const place = { startTime: new Date(0) };
  const first = await api.page("auditevents", place);
  const cursor = first.ok ? first.cursor : "";
  const codes: Record<string, string> = {};
  const messages: string[] = [];
  const after = async (name: string, args: object = {}) => {
    await arm(name, args);
    const answer = await api.page("auditevents", { cursor });
    if (answer.ok) return;
    codes[`${name} ${JSON.stringify(args)}`] = answer.code;
    messages.push(answer.message);
  };
  await after("status", { code: 401 });
  await after("status", { code: 500 });
  await after("status", { code: 400 });
  await after("status", { code: 429 });
  await after("redirect");
  await after("truncated_json");
  await after("html_200");
  await after("big_body", { bytes: 5 * 1024 * 1024 });
  await after("reset_before_apply");
  expect(codes).toEqual({
    'status {"code":401}': "unauthorized",
    'status {"code":500}': "unavailable",
    'status {"code":400}': "cursor_refused",
    'status {"code":429}': "rate_limited",
    "redirect {}": "unavailable",
    "truncated_json {}": "invalid_answer",
    "html_200 {}": "invalid_answer",
    'big_body {"bytes":5242880}': "invalid_answer",
    "reset_before_apply {}": "unavailable",
  });
  expect(messages.join(" ")).not.toContain(account.eventsToken);
  // A page that is large and not too large is read.
  await arm("big_body", { bytes: 3 * 1024 * 1024 });
  expect(await api.page("auditevents", place)).toMatchObject({ ok: true });
});
