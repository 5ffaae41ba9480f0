import { afterEach, describe, expect, it } from "vitest";
import { type Answerer, sendJson, userId, wendy } from "./test-server.ts";
import {
  closeTestServers,
  error,
  html,
  impatient,
  outcomeOf,
  reset,
  setUp,
  silence,
  withStatus,
} from "./test-connection.ts";

afterEach(closeTestServers);

describe("the retry table, row by row", () => {
  const rows: [name: string, api: Answerer, get: string, gets: number, post: string, posts: number][] = [
    ["cut after the first byte", reset, "unreachable", 4, "uncertain cut", 1],
    ["time-out after the first byte", silence, "timed_out", 4, "uncertain timed_out", 1],
    ["200, valid, wanted state", withStatus(200, wendy({ state: "SUSPENDED" })), "answer", 1, "answered", 1],
    [
      "200 about somebody else",
      withStatus(200, wendy({ id: "OTHER" })),
      "invalid_answer",
      1,
      "uncertain wrong_user",
      1,
    ],
    [
      "200 with a field missing",
      withStatus(200, { id: userId }),
      "invalid_answer",
      1,
      "uncertain invalid_answer",
      1,
    ],
    ["200 with HTML", html, "invalid_answer", 4, "uncertain invalid_answer", 1],
    [
      "3xx",
      withStatus(302, {}, { location: "https://example.com" }),
      "redirect_refused",
      1,
      "uncertain redirect_refused",
      1,
    ],
    ["400", withStatus(400), "rejected", 1, "refused invalid_request", 1],
    ["401 for ever", withStatus(401), "credentials_rejected", 2, "not_sent credentials_rejected", 2],
    [
      "403 of the last owner",
      withStatus(403, error(7, "no_owner_remain")),
      "forbidden",
      1,
      "refused last_owner",
      1,
    ],
    ["other 403", withStatus(403, error(7, "eam")), "forbidden", 1, "refused forbidden", 1],
    ["404 with code 5", withStatus(404, error(5, "gone")), "user_not_found", 1, "refused user_not_found", 1],
    ["404 without", withStatus(404, {}), "route_not_found", 1, "refused route_not_found", 1],
    ["410", withStatus(410), "route_not_found", 1, "refused route_not_found", 1],
    ["408", withStatus(408), "timed_out", 4, "uncertain request_timeout", 1],
    ["other 4xx", withStatus(409), "rejected", 1, "refused rejected", 1],
    ["429 for ever", withStatus(429), "rate_limited", 6, "not_sent rate_limited", 1],
    ["500", withStatus(500), "server_error", 4, "uncertain server_error", 1],
    [
      "503 with Retry-After",
      withStatus(503, {}, { "retry-after": "7" }),
      "server_error",
      4,
      "uncertain server_error",
      1,
    ],
  ];
  it.each(rows)("%s", async (_name, api, get, gets, post, posts) => {
    const { server, read, suspend } = await setUp({ api, ...(api === silence ? impatient : {}) });
    expect(outcomeOf(await read())).toBe(get);
    expect(server.apiRequests.map(({ method }) => method)).toEqual(Array<string>(gets).fill("GET"));
    server.apiRequests.length = 0;
    expect(outcomeOf(await suspend())).toBe(post);
    expect(server.apiRequests.map(({ method }) => method)).toEqual(Array<string>(posts).fill("POST"));
  });

  it("a refused connection: a read retries, an action is not sent", async () => {
    const { server, read, suspend, directory, pace } = await setUp({ api: silence });
    await directory.prepareAction("suspend");
    await server.close();
    expect(outcomeOf(await suspend())).toBe("not_sent unreachable");
    expect(outcomeOf(await read())).toBe("unreachable");
    expect(pace.waits).toEqual([500, 1_000, 2_000]);
  });

  it("a read recovers after a fault, and waits with full jitter", async () => {
    const api: Answerer = (response, _request, count) =>
      count < 4 ? sendJson(response, 503, {}) : sendJson(response, 200, wendy());
    const { read, pace } = await setUp({ api });
    pace.random = () => 0.25;
    expect(await read()).toMatchObject({ ok: true, user: { state: "ACTIVE", userId }, warnings: [] });
    expect(pace.waits).toEqual([125, 250, 500]);
  });

  it.each([
    ["2", [2_000, 2_000, 2_000, 2_000, 2_000]],
    ["999999", [300_000, 300_000, 300_000, 300_000, 300_000]],
    ["0", [1_000, 1_000, 1_000, 1_000, 1_000]],
    ["-5", [5_000, 10_000, 20_000, 40_000, 80_000]],
    ["abc", [5_000, 10_000, 20_000, 40_000, 80_000]],
    ["Fri, 20 Nov 2026 11:00:00 GMT", [5_000, 10_000, 20_000, 40_000, 80_000]],
    ["Fri, 20 Nov 2026 12:00:09 GMT", [9_000, 9_000, 9_000, 9_000, 9_000]],
  ])(
    "a read waits for a 429 with Retry-After %s within 1–300 s, five times at most",
    async (header, waits) => {
      const { read, pace } = await setUp({ api: withStatus(429, {}, { "retry-after": header }) });
      expect(outcomeOf(await read())).toBe("rate_limited");
      expect(pace.waits).toEqual(waits);
    },
  );

  it("an action with a 429 leaves the wait to its caller", async () => {
    const { suspend, pace } = await setUp({ api: withStatus(429, {}, { "retry-after": "999999" }) });
    expect(await suspend()).toMatchObject({ kind: "not_sent", retryAfterMs: 300_000 });
    expect(pace.waits).toEqual([]);
  });

  it("after one 401 an action goes out once more with a new token", async () => {
    const api: Answerer = (response, request) =>
      request.headers.authorization === "Bearer token-1"
        ? sendJson(response, 401, {})
        : sendJson(response, 200, wendy({ state: "SUSPENDED" }));
    const { server, suspend } = await setUp({ api });
    expect(await suspend()).toMatchObject({ kind: "answered", user: { state: "SUSPENDED" } });
    expect(server.apiRequests).toHaveLength(2);
    expect(server.tokenRequests).toHaveLength(2);
  });

  it("an action is not repeated after a 401 that is followed by a fault", async () => {
    const api: Answerer = (response, _request, count) => sendJson(response, count === 1 ? 401 : 500, {});
    const { server, suspend } = await setUp({ api });
    expect(outcomeOf(await suspend())).toBe("uncertain server_error");
    expect(server.apiRequests).toHaveLength(2);
  });
});
