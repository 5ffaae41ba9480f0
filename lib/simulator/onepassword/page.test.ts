import { request } from "node:http";
import { scenarios } from "./events/scenarios.ts";
import { expect, test } from "vitest";
import { callAs, control, idOf, startForTest } from "./test-caller.ts";

test("the page shows people, ledger and buttons, and names can't break it", async () => {
  const account = await startForTest({ consoleUrl: "http://localhost:3000" });
  const { act } = await callAs(account, "suspend");
  for (const name of ["Robin", "Dana", "Lee"]) {
    await act(await idOf(account, name), "suspend", { "x-request-id": "<b>wf</b>" });
  }
  const answer = await fetch(`${account.url}/?q=${encodeURIComponent('"><script>')}`);
  const html = await answer.text();
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(html).toContain("<title>The other side</title>");
  expect(html).toContain("Robin &lt;img src=x onerror=alert(1)&gt; Sayer");
  expect(html).toContain("&lt;b&gt;wf&lt;/b&gt;");
  expect(html).not.toMatch(/<img|<b>|\u202E|\u200B|"><script>/u);
  expect(html).toContain("U+202E");
  expect(html).toContain('href="http://localhost:3000"');
  const buttons = [...html.matchAll(/<button[^>]*>([^<]+)</gu)].map((match) => match[1]);
  expect(buttons).toEqual([
    "Lose the next answer",
    "Answer late",
    "Refuse",
    "Change this person from outside",
    ...Object.values(scenarios).map(({ title }) => title),
    "Be down for a minute",
  ]);
});

test("the page finds a person, pages on, and tells what is armed", async () => {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  await control(account, "/faults", { match: { op: "suspend", user: wendy }, fault: "late_apply" });
  const parts = (query: string) => control<Record<string, string>>(account, `/page${query}`);
  expect((await parts("?q=APPLESEED"))["people"]).toContain("wendy.appleseed@acme.example");
  expect((await parts("?page=2"))["people"]).toContain("21–40 of 120");
  expect((await parts("?page=zero"))["people"]).toContain("1–20 of 120");
  expect((await parts(`?person=${wendy}`))["trouble"]).toMatch(
    /late apply<\/strong> on suspend of <bdi>Wendy/u,
  );
});

test("the control door takes orders from this machine's programs and its own page only", async () => {
  const account = await startForTest();
  const order = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${account.controlUrl}/reset`, { method: "POST", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject).end("{}");
    });
  const json = { "content-type": "application/json" };
  expect(await order(json)).toBe(200);
  expect(await order({ ...json, "sec-fetch-site": "same-origin" })).toBe(200);
  expect(await order({ ...json, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await order({ ...json, host: "evil.example" })).toBe(403);
  expect(await order({ "content-type": "text/plain" })).toBe(415);
});
