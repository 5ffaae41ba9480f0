import { expect, test } from "vitest";
import { callAs, control, effects, idOf, startForTest, stateOf } from "./test-caller.ts";

async function setUp() {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  const suspend = await callAs(account, "suspend");
  const arm = (fault: string, args: object = {}, match: object = { op: "suspend" }) =>
    control(account, "/faults", { match, fault, args });
  return { account, wendy, arm, suspend: () => suspend.act(wendy, "suspend"), get: () => suspend.get(wendy) };
}

test("a held effect lands when it is told to, and only then", async () => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm("late_apply", { hold: true });
  await expect(suspend()).rejects.toThrow("fetch failed");
  expect(await control(account, "/held")).toMatchObject({ items: [{ operation: "suspend", user: wendy }] });
  expect(await stateOf(account, wendy)).toBe("ACTIVE");
  expect(await control(account, "/held", { user: wendy })).toEqual({ landed: 1 });
  expect(await stateOf(account, wendy)).toBe("SUSPENDED");
  expect(await effects(account)).toMatchObject([{ source: "late", changed: true }]);
});

test("an answer may be overtaken by the next one", async () => {
  const { arm, suspend, get } = await setUp();
  await arm("out_of_order");
  const order: string[] = [];
  const first = suspend().then(() => order.push("suspend"));
  await expect
    .poll(async () => (await (await get()).json()) as unknown)
    .toMatchObject({ state: "SUSPENDED" });
  await first;
  expect(order).toEqual(["suspend"]);
});

test.for([
  ["missing_field", { field: "state" }, undefined],
  ["null_field", { field: "state" }, null],
  ["wrong_type", { field: "state" }, [7]],
] as const)("%s spoils one field of the answer and applies all the same", async ([fault, args, seen]) => {
  const { account, wendy, arm, suspend } = await setUp();
  await arm(fault, args);
  const body = (await (await suspend()).json()) as Record<string, unknown>;
  expect([body["id"], body["state"]]).toEqual([wendy, seen]);
  expect(await stateOf(account, wendy)).toBe("SUSPENDED");
});

test("bodies come slowly, under another type, as a page, and packed far too small", async () => {
  const { arm, get } = await setUp();
  const op = { op: "get" };
  await arm("slow_drip", { ms: 200 }, op);
  const startedAt = performance.now();
  expect(await (await get()).json()).toMatchObject({ state: "ACTIVE" });
  expect(performance.now() - startedAt).toBeGreaterThan(150);
  await arm("wrong_content_type", { type: "text/plain" }, op);
  expect((await get()).headers.get("content-type")).toBe("text/plain");
  await arm("html_503", {}, op);
  expect((await get()).status).toBe(503);
  await arm("gzip_bomb", { bytes: 3_000_000 }, op);
  expect((await (await get()).text()).length).toBeGreaterThan(3_000_000);
  await arm("extra_field", {}, op);
  expect(await (await get()).json()).toMatchObject({ state: "ACTIVE", etag: "W/1" });
});

test("a token may end in the middle of its life, and come in odd forms", async () => {
  const { account, arm, get } = await setUp();
  await arm("token_expires_midway", {}, { op: "get" });
  expect([(await get()).status, (await get()).status]).toEqual([401, 401]);
  for (const what of ["none", "expires_zero", "expires_text", "expires_absent", "odd_type"]) {
    await arm("token_garbage", { what }, { op: "token" });
  }
  const ask = async () => {
    const { clientId, clientSecret } = account.applications.lookUp;
    const answer = await fetch(`${account.url}/v1/oauth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  expect(await ask()).not.toHaveProperty("access_token");
  expect(await ask()).toMatchObject({ expires_in: 0 });
  expect(await ask()).toMatchObject({ expires_in: "900" });
  expect(await ask()).not.toHaveProperty("expires_in");
  expect(await ask()).toMatchObject({ token_type: "BEARER" });
});

test("a page may be empty and not the last, and a page's token may be forgotten", async () => {
  const { account, arm } = await setUp();
  const { list } = await callAs(account, "look-up");
  await arm("empty_page_with_token", {}, { op: "list" });
  const first = (await (await list({})).json()) as { results: unknown[]; next_page_token: string };
  expect([first.results, typeof first.next_page_token]).toEqual([[], "string"]);
  await arm("page_token_invalid", {}, { op: "list" });
  expect((await list({ page_token: first.next_page_token })).status).toBe(400);
});
