import { afterEach, describe, expect, it } from "vitest";
import { accountId, type Answerer, sendJson, testSecrets, userId, wendy } from "./test-server.ts";
import { closeTestServers, error, outcomeOf, setUp, withStatus } from "./test-connection.ts";

afterEach(closeTestServers);

describe("readings", () => {
  it("concurrent readings of one person share one call, per credential", async () => {
    const { server, directory, read } = await setUp({ api: withStatus(200, wendy()) });
    await Promise.all([read(), read(), read(), directory.readUser({ userId, credential: "suspend" })]);
    expect(server.apiRequests).toHaveLength(2);
    await read();
    expect(server.apiRequests).toHaveLength(3);
  });

  it("one who stops waiting doesn't stop the others", async () => {
    const { read } = await setUp({
      api: (response) => setTimeout(() => sendJson(response, 200, wendy()), 30),
    });
    const controller = new AbortController();
    const stopping = read(controller.signal);
    const staying = read();
    controller.abort();
    expect(await stopping).toMatchObject({ ok: false, code: "timed_out" });
    expect(outcomeOf(await staying)).toBe("answer");
  });

  it("a reading that began before an action is not taken for one after it", async () => {
    let answerFirst = () => {};
    const { server, suspend, directory } = await setUp({
      api: (response, request, count) => {
        if (request.method === "POST") sendJson(response, 200, wendy({ state: "SUSPENDED" }));
        else if (count === 1) answerFirst = () => sendJson(response, 200, wendy());
        else sendJson(response, 200, wendy({ state: "SUSPENDED" }));
      },
    });
    const before = directory.readUser({ userId, credential: "suspend" });
    await expect.poll(() => server.apiRequests.length).toBe(1);
    await suspend();
    const after = await directory.readUser({ userId, credential: "suspend" });
    expect(after).toMatchObject({ ok: true, user: { state: "SUSPENDED" } });
    answerFirst();
    expect(await before).toMatchObject({ ok: true, user: { state: "ACTIVE" } });
  });

  it.each(["STATE_UNSPECIFIED", "FROZEN", "active", ""])(
    "the state %j is UNKNOWN, its word is kept",
    async (state) => {
      const { read } = await setUp({ api: withStatus(200, wendy({ state })) });
      expect(await read()).toMatchObject({ ok: true, user: { state: "UNKNOWN", rawState: state } });
    },
  );

  it("a path that names somebody else is a warning with both values", async () => {
    const { read } = await setUp({ api: withStatus(200, wendy({ path: "accounts/A/users/B" })) });
    const result = await read();
    expect(result.ok && result.warnings.join()).toContain("accounts/A/users/B");
    expect(result.ok && result.warnings.join()).toContain(`accounts/${accountId}/users/${userId}`);
  });
});

describe("what is kept", () => {
  it("no secret, token or authorization header is in any record, result or health", async () => {
    const token: Answerer = (response, _request, count) =>
      sendJson(response, 200, { access_token: `CANARY-TOKEN-${count}`, token_type: "bearer" });
    const api: Answerer = (response, request) =>
      sendJson(
        response,
        403,
        error(7, `you sent ${JSON.stringify(request.headers)} ${request.headers.authorization}`),
      );
    const { read, suspend, directory, records } = await setUp({ api, token });
    const kept = [
      await read(),
      await suspend(),
      await directory.testCredential("look-up"),
      directory.health(),
      records,
    ];
    const bad = await setUp({
      api,
      token: (response, request) => {
        const header = request.headers.authorization ?? "";
        const plain = Buffer.from(header.slice(6), "base64").toString();
        sendJson(response, 400, error(3, `${header} ${plain}`));
      },
    });
    kept.push(await bad.read(), await bad.suspend(), bad.directory.health(), bad.records);
    const text = JSON.stringify(kept);
    expect(text).toContain("[removed]");
    expect(text).not.toContain("CANARY");
    for (const secret of testSecrets) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString("base64").slice(4, -4));
    }
  });

  it("each exchange is kept with method, path, status, time, try and request id", async () => {
    const { suspend, read, records } = await setUp({
      api: withStatus(200, wendy({ state: "SUSPENDED" }), { "x-request-id": "answer-1" }),
    });
    await suspend();
    await read();
    expect(
      records.map(({ credential, purpose, method, status }) => [credential, purpose, method, status]),
    ).toEqual([
      ["suspend", "token", "POST", 200],
      ["suspend", "act", "POST", 200],
      ["look-up", "token", "POST", 200],
      ["look-up", "read", "GET", 200],
    ]);
    expect(records[1]).toMatchObject({
      path: `/v1/accounts/${accountId}/users/${userId}:suspend`,
      attempt: 1,
      requestId: "answer-1",
      failure: null,
      trace: { requestKey: "REQ-1042" },
    });
  });

  it("a fault in the bookkeeping doesn't undo an answer", async () => {
    const onExchange = () => {
      throw new Error("disk full");
    };
    const { suspend } = await setUp({
      api: withStatus(200, wendy({ state: "SUSPENDED" })),
      changes: { onExchange },
    });
    expect(outcomeOf(await suspend())).toBe("answered");
  });

  it("health tells success and failure per credential; a person who is gone is no failure of it", async () => {
    const { read, suspend, directory } = await setUp({
      api: (response, request) =>
        sendJson(
          response,
          request.method === "GET" ? 404 : 403,
          error(request.method === "GET" ? 5 : 7, "x"),
        ),
    });
    await read();
    await suspend();
    expect(directory.health()).toMatchObject([
      { credential: "look-up", lastFailure: null, lastSuccessAt: expect.any(Date) as Date },
      { credential: "suspend", lastSuccessAt: null, lastFailure: { code: "forbidden" } },
      { credential: "reactivate", lastSuccessAt: null, lastFailureAt: null },
    ]);
  });
});

describe("testing a credential", () => {
  it.each([
    ["look-up", 200, true],
    ["look-up", 403, false],
    ["suspend", 403, true],
    ["suspend", 200, false],
    ["reactivate", 403, true],
    ["reactivate", 200, false],
    ["reactivate", 404, false],
  ] as const)("%s with a listing that answers %i", async (credential, status, ok) => {
    const { server, directory } = await setUp({
      api: withStatus(status, status === 200 ? { results: [wendy()] } : {}),
    });
    const result = await directory.testCredential(credential);
    expect(result.ok).toBe(ok);
    expect(result.message.includes("carries more than its job")).toBe(status === 200 && !ok);
    expect(server.apiRequests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /v1/accounts/${accountId}/users?max_page_size=1`,
    ]);
  });

  it("a token call refused with 403 is no proof of anything", async () => {
    const { directory } = await setUp({ api: withStatus(403), token: withStatus(403, {}) });
    expect(await directory.testCredential("suspend")).toMatchObject({ ok: false, code: "forbidden" });
  });

  it("the credentials are proved anew, whatever token is in memory", async () => {
    const { server, directory } = await setUp({ api: withStatus(200, { results: [] }) });
    await directory.testCredential("look-up");
    await directory.testCredential("look-up");
    expect(server.tokenRequests).toHaveLength(2);
  });
});
