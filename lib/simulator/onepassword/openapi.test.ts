import { expect, test } from "vitest";
import { checkExchange, type HttpExchange } from "./check-exchange.ts";
import type { ApplicationName } from "./ledger.ts";
import type { OnePassword } from "./server.ts";
import { basic, control, idOf, requestToken, startForTest } from "./test-caller.ts";
import { documentedOperations } from "./users-api-document.ts";

const product = { "user-agent": "Countersign/0.0.0 (REQ-1042/1)", "x-request-id": "wf-1" };
const oauthPaths = {
  v1: { token: "/v1/oauth/token", revoke: "/v1/oauth/revoke" },
  v1beta1: { token: "/v1beta1/users/oauth2/token", revoke: "/v1beta1/users/oauth2/revoke" },
};

async function exchange(input: {
  method: "GET" | "POST";
  url: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
}): Promise<HttpExchange> {
  const { method, url, form } = input;
  const body = form === undefined ? null : new URLSearchParams(form).toString();
  const type = form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
  const headers: Record<string, string> = { ...product, ...type, ...input.headers };
  const answer = await fetch(url, { method, headers, body });
  return { method, url, headers, body, status: answer.status, responseBody: await answer.text() };
}

async function bearer(account: OnePassword, name: ApplicationName): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await requestToken(account, name)}` };
}

test.for(["v1", "v1beta1"] as const)(
  "every operation of %s answers as the specification says",
  async (generation) => {
    const account = await startForTest();
    const [lookUp, suspend, reactivate] = [
      await bearer(account, "look-up"),
      await bearer(account, "suspend"),
      await bearer(account, "reactivate"),
    ];
    const paths = oauthPaths[generation];
    const users = `${account.url}/${generation}/accounts/${account.accountId}/users`;
    const wendy = `${users}/${await idOf(account, "Wendy")}`;
    const milo = `${users}/${await idOf(account, "Milo")}`;
    const client = { authorization: basic(account, "look-up") };
    const nobody = { authorization: "Bearer nobody" };
    const first = await exchange({ method: "GET", url: `${users}?max_page_size=50`, headers: lookUp });
    const { next_page_token: next } = JSON.parse(first.responseBody ?? "") as { next_page_token: string };
    const token = account.url + paths.token;
    const revoke = account.url + paths.revoke;
    const form = { grant_type: "client_credentials", scope: "openid" };
    const query = new URLSearchParams({ filter: "user.isActive()", max_page_size: "100" }).toString();

    const good = [
      first,
      await exchange({ method: "POST", url: token, headers: client, form }),
      await exchange({ method: "POST", url: revoke, headers: client, form: { token: "unknown" } }),
      await exchange({
        method: "GET",
        url: `${users}?page_token=${encodeURIComponent(next)}`,
        headers: lookUp,
      }),
      await exchange({ method: "GET", url: `${users}?${query}`, headers: lookUp }),
      await exchange({ method: "GET", url: wendy, headers: lookUp }),
      await exchange({ method: "POST", url: `${wendy}:suspend`, headers: suspend }),
      await exchange({ method: "POST", url: `${wendy}:reactivate`, headers: reactivate }),
    ];
    expect(good.map((one) => one.status)).toEqual(good.map(() => 200));
    const refused = [
      await exchange({ method: "POST", url: token, headers: { authorization: "Basic eDp5" }, form }),
      await exchange({
        method: "POST",
        url: revoke,
        headers: { authorization: "Basic eDp5" },
        form: { token: "x" },
      }),
      await exchange({ method: "GET", url: users, headers: suspend }),
      await exchange({ method: "GET", url: users, headers: nobody }),
      await exchange({ method: "GET", url: `${users}?page_token=broken`, headers: lookUp }),
      await exchange({ method: "GET", url: `${users}/NOBODY`, headers: lookUp }),
      await exchange({ method: "POST", url: `${milo}:suspend`, headers: suspend }),
      await exchange({ method: "POST", url: `${wendy}:reactivate`, headers: suspend }),
    ];
    expect(refused.map((one) => one.status)).toEqual([401, 401, 403, 401, 400, 404, 403, 403]);
    expect([...good, ...refused].flatMap(checkExchange)).toEqual([]);
  },
);

test("a generation that is gone and a limit on calls are in the specification too", async () => {
  const account = await startForTest();
  const lookUp = await bearer(account, "look-up");
  const url = `${account.url}/v1beta1/accounts/${account.accountId}/users`;
  await control(account, "/modes", { v1beta1Gone: 404 });
  const gone = await exchange({ method: "GET", url, headers: lookUp });
  await control(account, "/faults", { fault: "retry_after", match: { op: "list" } });
  const limited = await exchange({ method: "GET", url: url.replace("v1beta1", "v1"), headers: lookUp });
  expect([gone.status, limited.status]).toEqual([404, 429]);
  expect([gone, limited].flatMap(checkExchange)).toEqual([]);
});

test("the specification holds the six operations of both generations and nothing else", () => {
  const names = ["requestToken", "revokeToken", "listUsers", "getUser", "suspendUser", "reactivateUser"];
  expect(documentedOperations.map((operation) => operation.id)).toEqual([
    ...names.map((name) => `${name}_v1`),
    ...names.map((name) => `${name}_v1beta1`),
  ]);
});

const sound: HttpExchange = {
  method: "GET",
  url: "https://api.1password.com/v1/accounts/XLQMR47VZPBKJHSGWNCYFDE3T9/users",
  headers: { "User-Agent": "Countersign/0.1.0", Authorization: "Bearer t" },
  body: null,
  status: 200,
  responseBody: '{"results":[]}',
};
const action = {
  ...sound,
  method: "POST",
  url: `${sound.url}/IR7VJHJ36JHINBFAD7V2T5MP3E:suspend`,
  status: null,
};

test.for([
  ["a camelCase query name", { ...sound, url: `${sound.url}?maxPageSize=5` }, "query maxPageSize is not in"],
  [
    "a page size beyond the limit",
    { ...sound, url: `${sound.url}?max_page_size=1001` },
    "max_page_size is 1001",
  ],
  ["no User-Agent", { ...sound, headers: { Authorization: "Bearer t" } }, "User-Agent is missing"],
  [
    "Basic on a resource",
    { ...sound, headers: { ...sound.headers, Authorization: "Basic x" } },
    "should be bearer",
  ],
  ["a body with an action", { ...action, body: "{}" }, "none belongs there"],
  [
    "an encoded colon",
    { ...action, url: action.url.replace(":suspend", "%3Asuspend") },
    "is not in the specification",
  ],
  ["a user without state", { ...action, status: 200, responseBody: '{"id":"A"}' }, "200.state is missing"],
  ["a status of no operation", { ...sound, status: 418 }, "status 418 is not in"],
  [
    "credentials in the token form",
    {
      ...action,
      url: "https://api.1password.com/v1/oauth/token",
      headers: {
        ...sound.headers,
        Authorization: "Basic x",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials&client_secret=s",
    },
    "form.client_secret is not in the specification",
  ],
] as const)("the check finds %s", ([, wrong, problem]) => {
  expect(checkExchange(sound)).toEqual([]);
  expect(checkExchange(wrong).join("\n")).toContain(problem);
});
