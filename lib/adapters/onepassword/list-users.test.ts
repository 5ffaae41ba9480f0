import { afterEach, expect, it } from "vitest";
import {
  type Answerer,
  sendJson,
  startTestServer,
  type TestServer,
  testOptions,
  wendy,
} from "./test-server.ts";
import { createUsersApi } from "./users-api.ts";

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function setUp(api: Answerer) {
  const server = await startTestServer({ api });
  servers.push(server);
  const directory = createUsersApi(testOptions(server.url));
  const queries = () => server.apiRequests.map(({ url }) => url.split("?")[1] ?? "");
  return { directory, queries };
}

/** Answers with the pages in order, whatever is asked. */
function pages(...bodies: unknown[]): Answerer {
  return (response, _request, count) => sendJson(response, 200, bodies[count - 1] ?? {});
}

it("a listing asks in snake_case, in pages of 1,000, and follows the tokens to the end", async () => {
  const { directory, queries } = await setUp(
    pages(
      { results: [wendy({ id: "A" })], next_page_token: "CAIQAg==" },
      { results: [wendy({ id: "B", state: "SUSPENDED" })], next_page_token: "" },
    ),
  );
  const result = await directory.listUsers({ filter: "suspended" });
  expect(result).toMatchObject({
    ok: true,
    pages: 2,
    users: [{ userId: "A" }, { userId: "B", state: "SUSPENDED" }],
  });
  expect(queries()).toEqual([
    "filter=user.isSuspended%28%29&max_page_size=1000",
    "filter=user.isSuspended%28%29&max_page_size=1000&page_token=CAIQAg%3D%3D",
  ]);
  expect(queries().join()).not.toMatch(/maxPageSize|pageToken/);
});

it.each([
  ["absent", {}],
  ["null", { next_page_token: null }],
  ["empty", { next_page_token: "" }],
  ["without results", { results: undefined }],
])("the last page's token may be %s", async (_name, end) => {
  const { directory } = await setUp(pages({ results: [], ...end }));
  expect(await directory.listUsers({})).toMatchObject({ ok: true, users: [], pages: 1 });
});

it("somebody met twice counts once, as last seen; an empty page in between ends nothing", async () => {
  const { directory } = await setUp(
    pages(
      { results: [wendy({ id: "A" }), wendy({ id: "B" })], next_page_token: "1" },
      { results: [], next_page_token: "2" },
      { results: [wendy({ id: "B", state: "SUSPENDED" })] },
    ),
  );
  const result = await directory.listUsers({});
  expect(result.ok && result.users.map(({ userId, state }) => `${userId} ${state}`)).toEqual([
    "A ACTIVE",
    "B SUSPENDED",
  ]);
});

const page = { results: [wendy()], next_page_token: "1" };
it.each<[string, Answerer, string]>([
  [
    "a fault on page 2",
    (response, _request, count) => sendJson(response, count === 1 ? 200 : 400, page),
    "rejected",
  ],
  ["a token seen before", pages(page, { ...page, next_page_token: "2" }, page), "invalid_answer"],
  ["a user with a field missing", pages(page, { results: [{ id: "B" }] }), "invalid_answer"],
  ["a user with a bad id", pages({ results: [wendy({ id: "../x" })] }), "invalid_answer"],
  ["results that are null", pages({ results: null }), "invalid_answer"],
  ["a token that is a number", pages({ results: [], next_page_token: 7 }), "invalid_answer"],
])("%s discards the whole listing", async (_name, api, code) => {
  const { directory } = await setUp(api);
  expect(await directory.listUsers({})).toMatchObject({ ok: false, code });
});

it("more than 200 pages are an error, and page 201 isn't asked for", async () => {
  const { directory, queries } = await setUp((response, _request, count) =>
    sendJson(response, 200, { results: [], next_page_token: String(count) }),
  );
  expect(await directory.listUsers({})).toMatchObject({ ok: false, code: "invalid_answer" });
  expect(queries()).toHaveLength(200);
});
