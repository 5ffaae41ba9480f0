import { expect, test } from "vitest";
import { z } from "zod";
import { callAs, control, idOf, startForTest } from "./test-caller.ts";

const page = z.object({
  results: z.array(z.object({ id: z.string(), state: z.string(), email: z.string() })),
  next_page_token: z.string().optional(),
});

type List = Awaited<ReturnType<typeof callAs>>["list"];

async function readPage(list: List, query: Record<string, string>) {
  return page.parse(await (await list(query)).json());
}

async function readAll(list: List, query: Record<string, string>) {
  const found: z.output<typeof page>["results"] = [];
  for (let token: string | undefined = ""; token !== undefined;) {
    const read: z.output<typeof page> = await readPage(list, { ...query, page_token: token });
    found.push(...read.results);
    token = read.next_page_token;
  }
  return found;
}

test("a page has 25 people unless asked, and 1000 at most", async () => {
  const account = await startForTest({ people: 1_200 });
  const { list } = await callAs(account, "look-up");
  expect((await readPage(list, {})).results).toHaveLength(25);
  expect((await readPage(list, { max_page_size: "0" })).results).toHaveLength(25);
  const clamped = await readPage(list, { max_page_size: "5000" });
  expect(clamped.results).toHaveLength(1000);
  const last = await readPage(list, { max_page_size: "5000", page_token: clamped.next_page_token ?? "" });
  expect(last.results).toHaveLength(200);
  expect(last).not.toHaveProperty("next_page_token");
});

test("the pages together hold everybody once, in the order of ids", async () => {
  const account = await startForTest({ people: 130 });
  const { list } = await callAs(account, "look-up");
  const ids = (await readAll(list, { max_page_size: "17" })).map((person) => person.id);
  expect(ids).toHaveLength(130);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});

test("the filters split the live states, and nobody unspecified passes either", async () => {
  const account = await startForTest({ people: 1_200 });
  const { list } = await callAs(account, "look-up");
  const active = await readAll(list, { filter: "user.isActive()", max_page_size: "1000" });
  const suspended = await readAll(list, { filter: "user.isSuspended()", max_page_size: "10" });
  expect(new Set(active.map((person) => person.state))).toEqual(new Set(["ACTIVE"]));
  expect(new Set(suspended.map((person) => person.state))).toEqual(new Set(["SUSPENDED"]));
  expect(active.length + suspended.length).toBe(1_199);
});

test("an unknown filter, a negative size, a broken, old or other filter's token are 400 with code 3", async () => {
  const account = await startForTest();
  const { list } = await callAs(account, "look-up");
  const { next_page_token: token = "" } = await readPage(list, {});
  const refused = [
    { filter: "user.isOwner()" },
    { max_page_size: "-1" },
    { max_page_size: "ten" },
    { page_token: "CAIQAg" },
    { page_token: token.slice(0, -3) },
    { page_token: token, filter: "user.isActive()" },
  ];
  for (const query of refused) {
    const answer = await list(query);
    expect([query, answer.status, await answer.json()]).toEqual([
      query,
      400,
      { code: 3, message: expect.any(String), details: [] },
    ]);
  }
  expect((await list({ page_token: token })).status).toBe(200);
  await control(account, "/modes", { clockOffsetMs: 3_700_000, tokenLifetimeSeconds: 86_400 });
  const later = await callAs(account, "look-up");
  expect((await later.list({ page_token: token })).status).toBe(400);
});

test("camelCase query names are ignored and stand in the ledger", async () => {
  const account = await startForTest();
  const { list } = await callAs(account, "look-up");
  expect((await readPage(list, { maxPageSize: "3", pageToken: "x" })).results).toHaveLength(25);
  const { items } = await control<{ items: { query: string }[] }>(account, "/ledger/calls?operation=list");
  expect(items.at(-1)?.query).toBe("maxPageSize=3&pageToken=x");
});

test("somebody who vanished is listed but not found, somebody deleted is neither", async () => {
  const account = await startForTest();
  const { list, get } = await callAs(account, "look-up");
  const gus = await idOf(account, "Gus");
  const wendy = await idOf(account, "Wendy");
  await control(account, `/users/${wendy}`, { gone: true });
  const ids = (await readAll(list, {})).map((person) => person.id);
  expect([ids.includes(gus), ids.includes(wendy)]).toEqual([true, false]);
  expect([(await get(gus)).status, (await get(wendy)).status]).toEqual([404, 404]);
});
