import { expect, test } from "vitest";
import type { OnePassword } from "./server.ts";
import { basic, callAs, control, requestToken, startForTest } from "./test-caller.ts";

const form = { grant_type: "client_credentials" };

function post(account: OnePassword, path: string, fields: Record<string, string>, authorization?: string) {
  return fetch(`${account.url}${path}`, {
    method: "POST",
    headers: authorization === undefined ? {} : { authorization },
    body: new URLSearchParams(fields),
  });
}

test("a token is opaque, bearer and good for 900 seconds in both generations", async () => {
  const account = await startForTest();
  for (const path of ["/v1/oauth/token", "/v1beta1/users/oauth2/token"]) {
    const answer = await post(account, path, { ...form, scope: "openid" }, basic(account, "look-up"));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]{40,}$/u),
      token_type: "bearer",
      expires_in: 900,
      scope: "openid",
    });
  }
});

test("credentials in the body are not accepted, with or without Basic", async () => {
  const account = await startForTest();
  const { clientId, clientSecret } = account.applications.suspend;
  const inBody = { ...form, client_id: clientId, client_secret: clientSecret };
  expect((await post(account, "/v1/oauth/token", inBody)).status).toBe(401);
  expect((await post(account, "/v1/oauth/token", inBody, basic(account, "suspend"))).status).toBe(400);
});

test("a wrong secret, another grant and another scope are refused by name", async () => {
  const account = await startForTest();
  const wrong = `Basic ${btoa(`${account.applications.lookUp.clientId}:wrong`)}`;
  const refusals = [
    await post(account, "/v1/oauth/token", form, wrong),
    await post(account, "/v1/oauth/token", { grant_type: "password" }, basic(account, "look-up")),
    await post(account, "/v1/oauth/token", { ...form, scope: "users.suspend" }, basic(account, "look-up")),
  ];
  expect(await Promise.all(refusals.map(async (one) => [one.status, await one.json()]))).toEqual([
    [401, { error: "invalid_client" }],
    [400, { error: "unsupported_grant_type" }],
    [400, { error: "invalid_scope" }],
  ]);
});

test("form-encoded Basic credentials are accepted, as RFC 6749 has them", async () => {
  const account = await startForTest();
  const { clientId, clientSecret } = account.applications.lookUp;
  const encode = (text: string) => encodeURIComponent(text).replaceAll("-", "%2D").replaceAll("_", "%5F");
  const answer = await post(
    account,
    "/v1/oauth/token",
    form,
    `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`,
  );
  expect(answer.status).toBe(200);
});

test("a token dies at its end by the account's clock", async () => {
  const account = await startForTest();
  const lookUp = await callAs(account, "look-up");
  await control(account, "/modes", { clockOffsetMs: 899_000 });
  expect((await lookUp.list()).status).toBe(200);
  await control(account, "/modes", { clockOffsetMs: 901_000 });
  const late = await lookUp.list();
  expect([late.status, await late.json()]).toEqual([
    401,
    { code: 16, message: "unauthenticated", details: [] },
  ]);
});

test("the token's life can be set", async () => {
  const account = await startForTest();
  await control(account, "/modes", { tokenLifetimeSeconds: 60 });
  const answer = await post(account, "/v1/oauth/token", form, basic(account, "look-up"));
  expect(await answer.json()).toMatchObject({ expires_in: 60 });
});

test("revoking answers 200 without a body, kills one's own token, and leaves others' alone", async () => {
  const account = await startForTest();
  const token = await requestToken(account, "look-up");
  const list = () =>
    fetch(`${account.url}/v1/accounts/${account.accountId}/users`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const byAnother = await post(account, "/v1/oauth/revoke", { token }, basic(account, "suspend"));
  expect([byAnother.status, await byAnother.text(), (await list()).status]).toEqual([200, "", 200]);
  const own = await post(account, "/v1/oauth/revoke", { token }, basic(account, "look-up"));
  expect([own.status, await own.text(), (await list()).status]).toEqual([200, "", 401]);
  const unknown = await post(
    account,
    "/v1beta1/users/oauth2/revoke",
    { token: "x" },
    basic(account, "look-up"),
  );
  expect(unknown.status).toBe(200);
  expect((await post(account, "/v1/oauth/revoke", { token }, "Basic eDp5")).status).toBe(401);
});

test("a revoked application gets no token, and those it has are dead", async () => {
  const account = await startForTest();
  const lookUp = await callAs(account, "look-up");
  await control(account, "/applications/look-up", { revoked: true });
  expect((await lookUp.list()).status).toBe(401);
  expect((await post(account, "/v1/oauth/token", form, basic(account, "look-up"))).status).toBe(401);
});
