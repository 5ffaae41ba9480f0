import { expect, test } from "vitest";
import { callAs, control, effects, idOf, startForTest, stateOf } from "./test-caller.ts";

async function read(answer: Response): Promise<unknown> {
  return [answer.status, await answer.json()];
}
const refused = (status: number, code: number, message: string) => [status, { code, message, details: [] }];

test("suspending and reactivating change the state once, and say so again", async () => {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  const headers = { "x-request-id": "wf-1", "user-agent": "Countersign/1.2.3 (REQ-1042/1)" };
  const suspend = await callAs(account, "suspend");
  const reactivate = await callAs(account, "reactivate", "v1beta1");
  for (let time = 0; time < 2; time += 1) {
    expect(await read(await suspend.act(wendy, "suspend", headers))).toEqual([
      200,
      expect.objectContaining({
        id: wendy,
        state: "SUSPENDED",
        path: `accounts/${account.accountId}/users/${wendy}`,
      }),
    ]);
  }
  expect((await reactivate.act(wendy, "reactivate")).status).toBe(200);
  const sentBy = {
    requestId: "wf-1",
    userAgent: headers["user-agent"],
    application: "suspend",
    source: "call",
  };
  expect(await effects(account, `?user=${wendy}`)).toMatchObject([
    { operation: "suspend", before: "ACTIVE", after: "SUSPENDED", changed: true, ...sentBy },
    { operation: "suspend", before: "SUSPENDED", after: "SUSPENDED", changed: false, ...sentBy },
    {
      operation: "reactivate",
      before: "SUSPENDED",
      after: "ACTIVE",
      changed: true,
      application: "reactivate",
    },
  ]);
});

test("the last active owner is not suspended, whoever of the two it is", async () => {
  const account = await startForTest();
  const suspend = await callAs(account, "suspend");
  const [first, second] = [await idOf(account, "Theodora"), await idOf(account, "Marcus")];
  expect((await suspend.act(first, "suspend")).status).toBe(200);
  expect(await read(await suspend.act(second, "suspend"))).toEqual(refused(403, 7, "no_owner_remain"));
  expect((await suspend.act(first, "suspend")).status).toBe(200);
  expect(await stateOf(account, second)).toBe("ACTIVE");
});

test("an external account manager, the unconfirmed and the unknown are refused", async () => {
  const account = await startForTest();
  const suspend = await callAs(account, "suspend");
  const act = async (id: string) => read(await suspend.act(id, "suspend"));
  expect(await act(await idOf(account, "Milo"))).toEqual(refused(403, 7, "external_account_manager"));
  expect(await act(await idOf(account, "Pia"))).toEqual(refused(400, 9, "user_not_confirmed"));
  expect(await act(await idOf(account, "Gus"))).toEqual(refused(404, 5, "user_not_found"));
  expect(await act("NOBODY")).toEqual(refused(404, 5, "user_not_found"));
  expect(await effects(account)).toEqual([]);
});

test("automated provisioning refuses every action", async () => {
  const account = await startForTest();
  await control(account, "/modes", { provisioning: true });
  const wendy = await idOf(account, "Wendy");
  for (const verb of ["suspend", "reactivate"] as const) {
    const { act } = await callAs(account, verb);
    expect(await read(await act(wendy, verb))).toEqual(refused(403, 7, "provisioning_enabled"));
  }
});

test("each application may do its own work only", async () => {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  const may = async (name: "look-up" | "suspend" | "reactivate") => {
    const { list, get, act } = await callAs(account, name);
    const answers = [
      await list(),
      await get(wendy),
      await act(wendy, "suspend"),
      await act(wendy, "reactivate"),
    ];
    return answers.map((answer) => answer.status);
  };
  expect(await may("look-up")).toEqual([200, 200, 403, 403]);
  expect(await may("suspend")).toEqual([403, 200, 200, 403]);
  expect(await may("reactivate")).toEqual([403, 200, 403, 200]);
});

test("another account is refused, and no token is 401", async () => {
  const account = await startForTest();
  const lookUp = await callAs({ ...account, accountId: "XLQMR47VZPBKJHSGWNCYFDE3T9" }, "look-up");
  expect(await read(await lookUp.list())).toEqual(refused(403, 7, "permission_denied"));
  const nobody = await fetch(`${account.url}/v1/accounts/${account.accountId}/users`);
  expect(await read(nobody)).toEqual(refused(401, 16, "unauthenticated"));
});

test("the verb hangs on a real colon, not on an encoded one", async () => {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  const { act } = await callAs(account, "suspend");
  expect((await act(`${wendy}%3Asuspend`, "suspend")).status).toBe(404);
  const encoded = await fetch(`${account.url}/v1/accounts/${account.accountId}/users/${wendy}%3Asuspend`, {
    method: "POST",
  });
  expect(encoded.status).toBe(405);
  expect(await effects(account)).toEqual([]);
});

test("an unknown route is 404 in text, and so is the preview generation once it is gone", async () => {
  const account = await startForTest();
  const unknown = await fetch(`${account.url}/v2/accounts/x/users`);
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
  const preview = await callAs(account, "look-up", "v1beta1");
  expect((await preview.list()).status).toBe(200);
  await control(account, "/modes", { v1beta1Gone: 410 });
  expect((await preview.list()).status).toBe(410);
  expect((await (await callAs(account, "look-up")).list()).status).toBe(200);
});
