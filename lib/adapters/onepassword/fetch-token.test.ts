import { afterEach, describe, expect, it } from "vitest";
import { accountId, type Answerer, sendJson, testSecrets, wendy } from "./test-server.ts";
import { closeTestServers, impatient, outcomeOf, setUp, silence, withStatus } from "./test-connection.ts";

afterEach(closeTestServers);

describe("tokens", () => {
  it("100 callers with an expired token make one token request", async () => {
    const { server, directory, clock } = await setUp({
      api: (response, request) => {
        const id = request.url.split("/").at(-1) ?? "";
        sendJson(response, 200, wendy({ id, path: `accounts/${accountId}/users/${id}` }));
      },
    });
    const readAll = () =>
      Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          directory.readUser({ userId: `USER${i}`, credential: "look-up" }),
        ),
      );
    await readAll();
    expect(server.tokenRequests).toHaveLength(1);
    clock.move(900_000);
    const results = await readAll();
    expect(results.every((result) => result.ok)).toBe(true);
    expect(server.tokenRequests).toHaveLength(2);
  });

  it("100 callers whose token 1Password no longer takes make one token request", async () => {
    const { server, directory } = await setUp({
      api: (response, request) => {
        const id = request.url.split("/").at(-1) ?? "";
        if (request.headers.authorization === "Bearer token-1") sendJson(response, 401, {});
        else sendJson(response, 200, wendy({ id }));
      },
    });
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        directory.readUser({ userId: `USER${i}`, credential: "look-up" }),
      ),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect(server.tokenRequests).toHaveLength(2);
  });

  it("the request is a form with client credentials in HTTP Basic only", async () => {
    const { server, read } = await setUp({ api: withStatus(200, wendy()) });
    await read();
    const [request] = server.tokenRequests;
    expect(request).toMatchObject({
      method: "POST",
      url: "/v1/oauth/token",
      body: "grant_type=client_credentials",
    });
    const basic = Buffer.from(
      request?.headers.authorization?.replace("Basic ", "") ?? "",
      "base64",
    ).toString();
    expect(basic).toBe(`5ab87915-2deb-429c-a1e2-8b0495900f45:${testSecrets[0]}`);
    expect(request?.headers["user-agent"]).toBe("Countersign/1.2.3");
  });

  it.each([
    ["no access_token", { token_type: "bearer", expires_in: 900 }, "invalid_answer"],
    ["an empty access_token", { access_token: "", token_type: "bearer" }, "invalid_answer"],
    [
      "a token that would break the header",
      { access_token: "a\r\nb: c", token_type: "bearer" },
      "invalid_answer",
    ],
    ["expires_in 0", { access_token: "t", token_type: "bearer", expires_in: 0 }, "invalid_answer"],
    ["expires_in soon", { access_token: "t", token_type: "bearer", expires_in: "soon" }, "invalid_answer"],
    ["an odd token_type", { access_token: "t", token_type: "mac", expires_in: 900 }, "invalid_answer"],
    ["a list", [], "invalid_answer"],
    ["expires_in as text", { access_token: "t", token_type: "bearer", expires_in: "900" }, "answer"],
    ["no expires_in", { access_token: "t", token_type: "bearer" }, "answer"],
    ["Bearer in capitals", { access_token: "t", token_type: "BEARER", expires_in: 900 }, "answer"],
    [
      "an id_token for which nobody asked",
      { access_token: "t", token_type: "bearer", id_token: "x.y.z" },
      "answer",
    ],
  ])("a token answer with %s", async (_name, body, expected) => {
    const { server, read } = await setUp({ api: withStatus(200, wendy()), token: withStatus(200, body) });
    expect(outcomeOf(await read())).toBe(expected);
    expect(outcomeOf(await read())).toBe(expected);
    expect(server.tokenRequests).toHaveLength(1);
  });

  it.each<[string, Answerer, string, number, string]>([
    [
      "401",
      withStatus(401, { error: "invalid_client" }),
      "credentials_rejected",
      1,
      "not_sent credentials_rejected",
    ],
    [
      "400",
      withStatus(400, { error: "unsupported_grant_type" }),
      "rejected",
      1,
      "not_sent credentials_rejected",
    ],
    ["404", withStatus(404, {}), "route_not_found", 1, "not_sent unreachable"],
    ["302", withStatus(302, {}, { location: "/x" }), "redirect_refused", 1, "not_sent unreachable"],
    ["503", withStatus(503, {}), "server_error", 4, "not_sent unreachable"],
    ["silence", silence, "timed_out", 4, "not_sent unreachable"],
    ["429", withStatus(429, {}), "rate_limited", 6, "not_sent rate_limited"],
  ])("a token call answered with %s sends no action", async (_name, token, code, calls, post) => {
    const { server, directory, suspend } = await setUp({
      api: withStatus(200, wendy()),
      token,
      ...(token === silence ? impatient : {}),
    });
    expect(await directory.prepareAction("suspend")).toMatchObject({ ok: false, code });
    expect(server.tokenRequests).toHaveLength(calls);
    expect(outcomeOf(await suspend())).toBe(post);
    expect(server.apiRequests).toHaveLength(0);
  });

  it("after prepareAction an action fetches nothing but itself", async () => {
    const { server, directory, suspend } = await setUp({
      api: withStatus(200, wendy({ state: "SUSPENDED" })),
    });
    expect(await directory.prepareAction("suspend")).toEqual({ ok: true });
    expect(outcomeOf(await suspend())).toBe("answered");
    expect(server.tokenRequests).toHaveLength(1);
  });

  it("prepareAction doesn't wait for a token longer than its limit", async () => {
    const { directory } = await setUp({
      api: silence,
      token: silence,
      changes: { timeouts: { tokenMs: 10_000, prepareMs: 50 } },
    });
    expect(await directory.prepareAction("suspend")).toMatchObject({ ok: false, code: "timed_out" });
  });
});
