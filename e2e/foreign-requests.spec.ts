import { callAction, type HandmadeCall } from "./doors/call-action.ts";
import { findAction } from "./doors/find-actions.ts";
import { sendAlert } from "./doors/send-alert.ts";
import { sendRaw } from "./doors/send-raw.ts";
import { expect, test } from "./fixtures.ts";

const evil = "https://evil.example";

/** What a page of another origin, a script without one, or a liar would send; and what it is answered. */
const foreign: { what: string; change: Partial<HandmadeCall>; status: number }[] = [
  { what: "another origin", change: { headers: { origin: evil } }, status: 403 },
  { what: "the origin null", change: { headers: { origin: "null" } }, status: 403 },
  { what: "no origin", change: { headers: { origin: undefined } }, status: 403 },
  { what: "a garbled origin", change: { headers: { origin: "http://%%%" } }, status: 403 },
  {
    what: "our origin from another site",
    change: { headers: { "sec-fetch-site": "cross-site" } },
    status: 403,
  },
  {
    what: "our origin from a sibling site",
    change: { headers: { "sec-fetch-site": "same-site" } },
    status: 403,
  },
  {
    what: "an evil origin that the forwarded host agrees with",
    change: { headers: { origin: evil, "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" } },
    status: 403,
  },
  {
    what: "an evil origin that the host agrees with",
    change: { headers: { origin: "http://evil.example", host: "evil.example" } },
    status: 403,
  },
  {
    what: "plain text without the charset",
    change: { headers: { "content-type": "text/plain" } },
    status: 415,
  },
  { what: "JSON", change: { headers: { "content-type": "application/json" } }, status: 415 },
  { what: "no content type", change: { headers: { "content-type": undefined } }, status: 415 },
  { what: "a compressed body", change: { headers: { "content-encoding": "gzip" } }, status: 415 },
  { what: "2 MB", change: { body: JSON.stringify([{ caseKey: "x".repeat(2_000_000) }]) }, status: 413 },
  { what: "arguments that aren't JSON", change: { body: "[{]" }, status: 400 },
  { what: "a reference of React's protocol", change: { body: '["$F1"]' }, status: 400 },
  { what: "a key of prototypes", change: { body: '[{"__proto__":{"caseKey":"IR-1"}}]' }, status: 400 },
];

test("no request from elsewhere and no odd body changes anything, and none is a fault", async ({
  cookieOf,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const cookie = await cookieOf("Ana Ruiz");
  const call = {
    url: underTest.url,
    action: "takeCase",
    input: { caseKey },
    cookie,
    path: `/cases/${caseKey}`,
  };
  for (const { what, change, status } of foreign) {
    const answer = await callAction({ ...call, ...change });
    expect.soft(answer.status, what).toBe(status);
    expect.soft(answer.headers["content-security-policy"], what).toContain("frame-ancestors 'none'");
    expect.soft(answer.body, what).not.toMatch(/\bat .*\.(ts|js):\d+/);
  }
  expect((await machine.case(caseKey ?? "")).owner).toBeNull();
  expect((await callAction(call)).status).toBe(200);
  expect((await machine.case(caseKey ?? "")).owner).toBe("Ana Ruiz");
});

test("an action that is called from a page that lacks it works as if called from its own", async ({
  cookieOf,
  underTest,
  machine,
  subject,
}) => {
  // As when somebody presses a message's button after having gone on to another page.
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const call = { url: underTest.url, action: "takeCase", input: { caseKey }, path: "/settings" };
  const refused = await callAction({ ...call, cookie: await cookieOf("Aud Chen") });
  expect(refused.body).not.toContain('"ok":true');
  expect((await machine.case(caseKey ?? "")).owner).toBeNull();
  const answer = await callAction({ ...call, cookie: await cookieOf("Ana Ruiz") });
  expect(answer.body).toContain('"ok":true');
  expect((await machine.case(caseKey ?? "")).owner).toBe("Ana Ruiz");
});

test("an action can't be called by GET, nor by a form of another site, nor by nobody", async ({
  cookieOf,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const cookie = await cookieOf("Ana Ruiz");
  const { id } = findAction("takeCase");
  const asked = await sendRaw({ url: `${underTest.url}/cases`, headers: { cookie, "next-action": id } });
  expect(asked.status).toBe(405);
  const form = await sendRaw({
    url: `${underTest.url}/cases`,
    method: "POST",
    headers: {
      cookie,
      origin: evil,
      "sec-fetch-site": "cross-site",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ [`$ACTION_ID_${id}`]: "", caseKey: caseKey ?? "" }).toString(),
  });
  expect(form.status).toBe(403);
  const call = { url: underTest.url, action: "takeCase", input: { caseKey }, path: `/cases/${caseKey}` };
  expect((await callAction({ ...call, cookie: "" })).status).toBe(401);
  expect((await callAction({ ...call, cookie: "countersign-session=x" })).status).toBe(401);
  expect((await machine.case(caseKey ?? "")).owner).toBeNull();
});

test("no answer of any kind may be framed or lacks a policy, and no script runs without its nonce", async ({
  cookieOf,
  underTest,
}) => {
  const cookie = await cookieOf("Ana Ruiz");
  const answers = [
    ["page", "/cases", cookie],
    ["page of nobody", "/cases", ""],
    ["sign-in", "/sign-in", ""],
    ["page that isn't there", "/nowhere", cookie],
    ["case that isn't there", "/cases/IR-999999", cookie],
    ["JSON route", "/api/console/counts", cookie],
    ["JSON route of nobody", "/api/console/counts", ""],
    ["machine interface", "/api/v1/cases", ""],
    ["health", "/api/healthz", ""],
    ["route that isn't there", "/api/nowhere", ""],
    ["picture of the tab", "/icon.svg", ""],
    ["image optimiser", "/_next/image?url=%2Ficon.svg&w=64&q=75", cookie],
    ["odd address", "//evil.example/..%2f", cookie],
  ] as const;
  const nonces = new Set<string>();
  for (const [what, path, who] of answers) {
    const answer = await sendRaw({
      url: `${underTest.url}${path}`,
      headers: who === "" ? {} : { cookie: who },
    });
    const policy = String(answer.headers["content-security-policy"]);
    expect.soft(answer.status, what).toBeLessThan(500);
    expect.soft(policy, what).toContain("frame-ancestors 'none'");
    expect.soft(policy, what).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    expect.soft(answer.headers["x-content-type-options"], what).toBe("nosniff");
    expect.soft(answer.headers["x-powered-by"], what).toBeUndefined();
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    if (nonce !== undefined) {
      expect.soft(nonces.has(nonce), `${what} has a nonce of its own`).toBe(false);
      nonces.add(nonce);
    }
  }
});

test("a page of another origin can't frame the console", async ({ asPersona, underTest, faults }) => {
  faults.expect(/frame-ancestors/, /Refused to (frame|display)/, /X-Frame-Options/);
  const page = await asPersona("Ana Ruiz");
  await page.route("http://evil.example/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>Evil</title><iframe src="${underTest.url}/cases" title="framed"></iframe>`,
    }),
  );
  await page.goto("http://evil.example/");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("region", { name: "Queue" })).toHaveCount(0);
  await expect(frame.getByRole("button", { name: "Sign in" })).toHaveCount(0);
});
