import { afterEach, describe, expect, it } from "vitest";
import { accountId, sendJson, testOptions, userId, wendy } from "./test-server.ts";
import { createUsersApi } from "./users-api.ts";
import { closeTestServers, outcomeOf, setUp, withStatus } from "./test-connection.ts";

afterEach(closeTestServers);

describe("what is sent", () => {
  it.each(["../../oauth2/token", "abc:suspend?x=", "%2e%2e", "", "a/b", "a\n", "ä", "x".repeat(201)])(
    "the id %j is refused before any call",
    async (id) => {
      const { server, directory, suspend } = await setUp({ api: withStatus(200, wendy()) });
      expect(await directory.readUser({ userId: id, credential: "look-up" })).toMatchObject({
        code: "invalid_id",
      });
      expect(await suspend(id)).toMatchObject({ kind: "not_sent", code: "invalid_id", exchange: null });
      expect(server.connections()).toBe(0);
    },
  );

  it("a bad account id is refused at once", () => {
    expect(() => createUsersApi({ ...testOptions("http://localhost:1"), accountId: "../x" })).toThrow(
      "ACCOUNT_ID",
    );
    expect(() => createUsersApi(testOptions("http://169.254.169.254"))).toThrow("link-local");
  });

  it("an action carries request, attempt and workflow id, and a plain colon", async () => {
    const { server, suspend } = await setUp({ api: withStatus(200, wendy({ state: "SUSPENDED" })) });
    await suspend();
    expect(server.apiRequests[0]).toMatchObject({
      url: `/v1/accounts/${accountId}/users/${userId}:suspend`,
      headers: {
        "user-agent": "Countersign/1.2.3 (REQ-1042/1)",
        "x-request-id": "0199d0c4-7a1e-7cc2-8c39-0f3f6a1d2b11",
      },
      body: "",
    });
  });

  it("without sendWorkflowId neither of them travels", async () => {
    const { server, suspend } = await setUp({
      api: withStatus(200, wendy({ state: "SUSPENDED" })),
      changes: { sendWorkflowId: false },
    });
    await suspend();
    expect(server.apiRequests[0]?.headers["user-agent"]).toBe("Countersign/1.2.3");
    expect(server.apiRequests[0]?.headers["x-request-id"]).toBeUndefined();
  });

  it("v1beta1 has other prefixes and another token path", async () => {
    const { server, read } = await setUp({
      api: withStatus(200, wendy()),
      changes: { apiVersion: "v1beta1" },
    });
    await read();
    expect(server.tokenRequests[0]?.url).toBe("/v1beta1/users/oauth2/token");
    expect(server.apiRequests[0]?.url).toBe(`/v1beta1/accounts/${accountId}/users/${userId}`);
  });

  it("no byte leaves once leaveBy has come", async () => {
    const { server, directory, clock } = await setUp({ api: withStatus(200, wendy({ state: "SUSPENDED" })) });
    const trace = { workflowId: "w", requestKey: "REQ-1", attempt: 1 };
    const answer = await directory.act({ action: "suspend", userId, trace, leaveBy: clock.now() });
    expect(outcomeOf(answer)).toBe("not_sent too_late");
    expect(server.connections()).toBe(0);
  });

  it("a token that comes after leaveBy sends nothing", async () => {
    let passTime = () => {};
    const { server, suspend, clock } = await setUp({
      api: withStatus(200, wendy({ state: "SUSPENDED" })),
      token: (response) => {
        passTime();
        sendJson(response, 200, { access_token: "t", token_type: "bearer" });
      },
    });
    passTime = () => clock.move(30_000);
    expect(outcomeOf(await suspend())).toBe("not_sent too_late");
    expect(server.apiRequests).toHaveLength(0);
  });
});
