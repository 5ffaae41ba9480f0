import { expect, test } from "vitest";
import type { OnePassword } from "./server.ts";
import { callAs, calls, control, effects, idOf, requestToken, startForTest, stateOf } from "./test-caller.ts";

async function setUp() {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  const suspend = await callAs(account, "suspend");
  const arm = (fault: string, args: object = {}, match: object = { op: "suspend" }) =>
    control(account, "/faults", { match, fault, args });
  return { account, wendy, arm, suspend: () => suspend.act(wendy, "suspend"), get: () => suspend.get(wendy) };
}

async function codeOf(call: Promise<Response>): Promise<unknown> {
  const fault: unknown = await call.then(() => null).catch((reason: unknown) => reason);
  return fault instanceof Error && fault.cause instanceof Error && "code" in fault.cause
    ? fault.cause.code
    : null;
}

/** Looks again until the account says so: the landing of a late effect has no other sign. */
async function untilState(account: OnePassword, id: string, state: string): Promise<void> {
  await expect.poll(() => stateOf(account, id)).toBe(state);
}

test("a reset before applying leaves no effect, one after applying leaves one", async () => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm("reset_before_apply");
  expect(await codeOf(suspend())).toBe("ECONNRESET");
  expect([await stateOf(account, wendy), await effects(account)]).toEqual(["ACTIVE", []]);
  await arm("reset_after_apply");
  expect(await codeOf(suspend())).toBe("ECONNRESET");
  expect(await stateOf(account, wendy)).toBe("SUSPENDED");
  expect(await effects(account)).toMatchObject([{ changed: true, source: "call" }]);
  expect(await calls(account, "?operation=suspend")).toMatchObject([
    { status: null, fault: "reset_before_apply", effect: null },
    { status: null, fault: "reset_after_apply", effect: expect.any(Number) },
  ]);
});

test("a late effect lands after its answer was lost", async () => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm("late_apply", { ms: 100 });
  expect(await codeOf(suspend())).toBe("ECONNRESET");
  await untilState(account, wendy, "SUSPENDED");
  expect(await effects(account)).toMatchObject([{ source: "late", changed: true, application: "suspend" }]);
});

test.for([
  ["before", "ACTIVE"],
  ["after", "SUSPENDED"],
])(
  "a delay %s applying shows %s meanwhile, and applies though the caller has left",
  async ([when, meanwhile]) => {
    const { account, wendy, arm } = await setUp();
    const authorization = `Bearer ${await requestToken(account, "suspend")}`;
    await arm("delay", { ms: 400, when });
    const leave = new AbortController();
    const call = codeOf(
      fetch(`${account.url}/v1/accounts/${account.accountId}/users/${wendy}:suspend`, {
        method: "POST",
        headers: { authorization },
        signal: leave.signal,
      }),
    );
    await expect
      .poll(async () => (await control<{ faults: unknown[] }>(account, "/state")).faults)
      .toEqual([]);
    expect(await stateOf(account, wendy)).toBe(meanwhile);
    leave.abort();
    await call;
    await untilState(account, wendy, "SUSPENDED");
  },
);

test("a status is answered without applying, apply_then_status after it", async () => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm("status", { code: 503, body: "<h1>Bad Gateway</h1>" });
  const first = await suspend();
  expect([first.status, await first.text(), await stateOf(account, wendy)]).toEqual([
    503,
    "<h1>Bad Gateway</h1>",
    "ACTIVE",
  ]);
  await arm("apply_then_status", { code: 504 });
  expect([(await suspend()).status, await stateOf(account, wendy)]).toEqual([504, "SUSPENDED"]);
});

test("unauthorized_once strikes once, unauthorized_always until it is cleared", async () => {
  const { account, arm, get } = await setUp();
  await arm("unauthorized_once", {}, { op: "get" });
  expect([(await get()).status, (await get()).status]).toEqual([401, 200]);
  await arm("unauthorized_always", {}, { op: "get" });
  expect([(await get()).status, (await get()).status]).toEqual([401, 401]);
  await fetch(`${account.controlUrl}/faults`, { method: "DELETE" });
  expect((await get()).status).toBe(200);
});

test("retry_after carries any value, a redirect its address", async () => {
  const { arm, get } = await setUp();
  await arm("retry_after", { value: "-5" }, { op: "get" });
  await arm("redirect", { code: 307, location: "http://127.0.0.1:9/x" }, { op: "get" });
  const limited = await get();
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "-5"]);
  const elsewhere = await get();
  expect([elsewhere.status, elsewhere.headers.get("location")]).toEqual([307, "http://127.0.0.1:9/x"]);
});

test("answers lie about the person, the state, or use a word that nobody knows", async () => {
  const { account, wendy, arm, get } = await setUp();
  await arm("wrong_user", {}, { op: "get" });
  await arm("wrong_state", {}, { op: "get" });
  await arm("unknown_state", { state: "FROZEN" }, { op: "get" });
  expect(await (await get()).json()).not.toMatchObject({ id: wendy });
  expect(await (await get()).json()).toMatchObject({ id: wendy, state: "SUSPENDED" });
  expect(await (await get()).json()).toMatchObject({ id: wendy, state: "FROZEN" });
  expect(await stateOf(account, wendy)).toBe("ACTIVE");
});

test("a lie about an action may be told with or without the effect", async () => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm("wrong_user", { apply: false });
  expect(await (await suspend()).json()).toMatchObject({ state: "SUSPENDED" });
  expect(await stateOf(account, wendy)).toBe("ACTIVE");
});

test("a stale read shows the state of a while ago", async () => {
  const { arm, suspend, get } = await setUp();
  await suspend();
  await arm("stale_read", { ms: 60_000 }, { op: "get" });
  expect(await (await get()).json()).toMatchObject({ state: "ACTIVE" });
  expect(await (await get()).json()).toMatchObject({ state: "SUSPENDED" });
});

test("a flip from outside before the call leaves nothing to change, one after it undoes it", async () => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm("state_flip", { when: "before" });
  await suspend();
  expect(await effects(account)).toMatchObject([
    { source: "outside", after: "SUSPENDED", application: null },
    { source: "call", changed: false },
  ]);
  await arm("state_flip", { when: "after" });
  expect(await (await suspend()).json()).toMatchObject({ state: "SUSPENDED" });
  expect(await stateOf(account, wendy)).toBe("ACTIVE");
});

test("bodies come as HTML, cut, empty and far too big", async () => {
  const { arm, get } = await setUp();
  for (const fault of ["html_200", "truncated_json", "empty_body"]) {
    await arm(fault, {}, { op: "get" });
    const answer = await get();
    const text = await answer.text();
    expect([answer.status, () => JSON.parse(text) as unknown]).toEqual([200, expect.any(Function)]);
    expect(() => JSON.parse(text) as unknown, fault).toThrow(SyntaxError);
  }
  await arm("big_body", { bytes: 3_000_000 }, { op: "get" });
  expect((await (await get()).text()).length).toBeGreaterThan(3_000_000);
});

test.for([
  ["last_owner", 403, "no_owner_remain"],
  ["external_manager", 403, "external_account_manager"],
  ["provisioning_on", 403, "provisioning_enabled"],
  ["scope_missing", 403, "permission_denied"],
  ["user_gone", 404, "user_not_found"],
] as const)("%s refuses without applying", async ([fault, status, message]) => {
  const { account, arm, suspend } = await setUp();
  await arm(fault);
  const answer = await suspend();
  expect([answer.status, await answer.json()]).toMatchObject([status, { message }]);
  expect(await effects(account)).toEqual([]);
});

test("a listing may loop for ever, or show people twice", async () => {
  const { account, arm } = await setUp();
  const { list } = await callAs(account, "look-up");
  const read = async (token: string) =>
    (await (await list({ page_token: token })).json()) as {
      results: { id: string }[];
      next_page_token: string;
    };
  const first = await read("");
  await arm("page_token_loop", {}, { op: "list" });
  expect((await read(first.next_page_token)).next_page_token).toBe(first.next_page_token);
  await fetch(`${account.controlUrl}/faults`, { method: "DELETE" });
  await arm("duplicate_across_pages", {}, { op: "list" });
  expect((await read(first.next_page_token)).results[0]).toEqual(first.results.at(-1));
});

test("down, every connection is refused; back, the state is as it was", async () => {
  const { account, wendy, get } = await setUp();
  await account.goDown(60_000);
  // A kept connection may need a moment to learn that it was closed.
  await expect.poll(() => codeOf(get())).toBe("ECONNREFUSED");
  expect(await codeOf(fetch(account.controlUrl))).toBe("ECONNREFUSED");
  await account.goDown(0);
  expect(await stateOf(account, wendy)).toBe("ACTIVE");
});

test("refuse_connection answers the call it meets and refuses the next", async () => {
  const { account, arm, get, suspend } = await setUp();
  await arm("refuse_connection", { ms: 60_000 }, { op: "get" });
  expect(await (await get()).json()).toMatchObject({ state: "ACTIVE" });
  expect(await codeOf(suspend())).toBe("ECONNREFUSED");
  await account.goDown(0);
  expect(await effects(account)).toEqual([]);
});

test("a script is taken in order, by operation and person, after what it skips", async () => {
  const { account, wendy, get } = await setUp();
  const ben = await idOf(account, "Ben");
  await control(account, "/faults", [
    { match: { op: "get", user: ben }, fault: "status", args: { code: 500 } },
    { match: { op: ["get", "list"], user: wendy, skip: 1, times: 2 }, fault: "status", args: { code: 502 } },
    { fault: "status", args: { code: 503 }, match: { user: wendy } },
  ]);
  const statuses = [];
  for (let time = 0; time < 5; time += 1) statuses.push((await get()).status);
  expect(statuses).toEqual([503, 502, 502, 200, 200]);
  expect(await control(account, "/faults")).toMatchObject({ items: [{ match: { user: ben } }] });
});

test("a script with a mistake is refused whole", async () => {
  const { account } = await setUp();
  const post = (body: unknown) =>
    fetch(`${account.controlUrl}/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await post([{ fault: "user_gone" }, { fault: "delay", args: { seconds: 3 } }])).status).toBe(400);
  expect((await post({ fault: "explode" })).status).toBe(400);
  expect(await control(account, "/faults")).toEqual({ items: [] });
});
