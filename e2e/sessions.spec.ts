import { callAction, cookieIn } from "./doors/call-action.ts";
import { sendAlert } from "./doors/send-alert.ts";
import { sendRaw } from "./doors/send-raw.ts";
import { expect, test } from "./fixtures.ts";
import { signIn } from "./sign-in.ts";

test("after signing out the old cookie opens nothing and does nothing", async ({
  asNobody,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asNobody();
  await signIn(page, "Ben Okafor");
  const cookie = await cookieIn(page.context(), underTest.url);
  const ask = (path: string, headers: Record<string, string> = {}) =>
    sendRaw({ url: `${underTest.url}${path}`, headers: { cookie, ...headers } });
  expect((await ask("/api/console/counts")).status).toBe(200);

  await page.getByRole("button", { name: /Ben Okafor/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  // The console's own session is over by now; the identity provider asks about its own.
  await expect(page.getByRole("heading", { name: "Sign out here too?" })).toBeVisible();

  const answer = await ask("/cases");
  expect(answer.status).toBe(307);
  expect(answer.headers["location"]).toContain("/sign-in");
  expect(answer.body).not.toContain("IR-");
  const bypasses: [string, Record<string, string>][] = [
    [`/cases/${caseKey ?? ""}`, { rsc: "1" }],
    [`/cases/${caseKey ?? ""}`, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
    [`/cases/${caseKey ?? ""}`, { "x-middleware-subrequest": "middleware:middleware:middleware" }],
    [`/cases/${caseKey ?? ""}`, { rsc: "1", "next-router-prefetch": "1" }],
    [`/cases/${caseKey ?? ""}.rsc`, {}],
    [`//cases/${caseKey ?? ""}`, {}],
    [`/cases%2F${caseKey ?? ""}`, {}],
  ];
  for (const [path, headers] of bypasses) {
    const tried = await ask(path, headers);
    expect.soft(tried.body, `${path} ${JSON.stringify(headers)}`).not.toContain(subject.email);
  }
  expect((await ask("/api/console/counts")).status).toBe(401);
  expect((await ask(`/api/console/cases/${caseKey ?? ""}`)).status).toBe(401);
  const taken = await callAction({
    url: underTest.url,
    action: "takeCase",
    path: `/cases/${caseKey ?? ""}`,
    input: { caseKey },
    cookie,
  });
  expect(taken.status).toBe(401);
  expect((await machine.case(caseKey ?? "")).owner).toBeNull();

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${underTest.url}/sign-in`);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test("signing in leads back to the page that was asked for, and never to another site", async ({
  asNobody,
  underTest,
}) => {
  const page = await asNobody();
  await page.goto("/users?q=wendy");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Ben Okafor", exact: true }).click();
  await expect(page).toHaveURL(`${underTest.url}/users?q=wendy`);

  const other = await asNobody();
  await other.goto("/sign-in?from=https%3A%2F%2Fevil.example%2F");
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.getByRole("button", { name: "Ben Okafor", exact: true }).click();
  await expect(other).toHaveURL(`${underTest.url}/cases`);
});

test("an address that names nothing is answered 404, with a way back", async ({ asPersona, faults }) => {
  faults.expect(/status of 404/);
  const page = await asPersona("Ana Ruiz");
  for (const [path, way] of [
    ["/cases/IR-999999", /queue|cases/i],
    ["/users/NOBODYHASTHISID0000000000", /users|people|directory/i],
    ["/nowhere", /cases/i],
  ] as const) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 }), path).toHaveCount(1);
    await page.getByRole("main").getByRole("link", { name: way }).first().click();
    await expect(page, path).not.toHaveURL(new RegExp(path));
  }
});

test("looking at a link, by GET, HEAD or OPTIONS, decides nothing", async ({
  cookieOf,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const cookie = await cookieOf("Ines Lindqvist");
  const before = await machine.timeline(caseKey ?? "");
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    for (const path of [`/cases/${caseKey ?? ""}`, "/approvals", `/api/console/cases/${caseKey ?? ""}`]) {
      const answer = await sendRaw({ url: `${underTest.url}${path}`, method, headers: { cookie } });
      expect.soft(answer.status, `${method} ${path}`).toBeLessThan(500);
    }
  }
  expect(await machine.timeline(caseKey ?? "")).toEqual(before);
});
