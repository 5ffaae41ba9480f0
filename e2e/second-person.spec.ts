import type { Page, Request } from "@playwright/test";
import { callAction } from "./doors/call-action.ts";
import { sendAlert } from "./doors/send-alert.ts";
import { sendRaw } from "./doors/send-raw.ts";
import { expect, test } from "./fixtures.ts";
import { openRequest } from "./screens/approvals-screen.ts";
import { askFor, openCase } from "./screens/case-screen.ts";

/** Presses Approve and keeps the call from arriving: what the browser would have sent, for others to try. */
async function interceptApproval(page: Page, key: string): Promise<Request> {
  await openRequest(page, key);
  const isAction = (request: Request) => request.method() === "POST" && "next-action" in request.headers();
  await page.route("**/*", (route) => (isAction(route.request()) ? route.abort() : route.fallback()));
  await page.getByLabel("Reason", { exact: true }).fill("Looks right to me");
  const sent = page.waitForRequest(isAction);
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  const request = await sent;
  await expect(page.getByRole("alert")).toContainText("it isn’t known whether this arrived");
  await page.unrouteAll();
  return request;
}

test("an approval stolen from the approver's browser counts for nobody else and changes nothing", async ({
  asPersona,
  cookieOf,
  underTest,
  machine,
  outside,
  subject,
  faults,
}) => {
  faults.expect(/ERR_FAILED/, /status of 403/);
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const inesPage = await asPersona("Ines Lindqvist");
  const stolen = await interceptApproval(inesPage, key);
  const headers = await stolen.allHeaders();
  const body = stolen.postData() ?? "";
  const cookies = {
    ana: await cookieOf("Ana Ruiz"),
    ben: await cookieOf("Ben Okafor"),
    aud: await cookieOf("Aud Chen"),
    ada: await cookieOf("Ada Novak"),
  };
  const replay = async (cookie: string | null) => {
    const { cookie: _own, "content-length": _length, host: _host, ...rest } = headers;
    const real = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith(":")));
    return sendRaw({
      url: stolen.url(),
      method: "POST",
      headers: cookie === null ? real : { ...real, cookie },
      body,
    });
  };

  await test.step("by the requester, by hand", async () => {
    const answer = await replay(cookies.ana);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("self_approval");
  });
  await test.step("by the requester, from her own page", async () => {
    const status = await ana.page.evaluate(
      async ({ action, content }) => {
        const answer = await fetch(location.href, {
          method: "POST",
          headers: { "next-action": action, "content-type": "text/plain;charset=UTF-8" },
          body: content,
        });
        return answer.status;
      },
      { action: headers["next-action"] ?? "", content: body },
    );
    expect(status).toBe(403);
  });
  await test.step("by another analyst, an auditor, an administrator", async () => {
    for (const cookie of [cookies.ben, cookies.aud, cookies.ada]) {
      const answer = await replay(cookie);
      expect(answer.status).toBe(403);
      expect(answer.body).toContain("role_missing");
    }
  });
  await test.step("by nobody", async () => {
    expect((await replay(null)).status).toBe(401);
    expect((await replay("countersign-session=forged")).status).toBe(401);
  });
  await test.step("by a machine", async () => {
    const bearer = { authorization: `Bearer ${underTest.demo.apiKey}` };
    for (const verb of ["approve", "deny", "execute", "votes", "decision"]) {
      const url = `${underTest.url}/api/v1/requests/${key}/${verb}`;
      const answer = await sendRaw({ url, method: "POST", headers: bearer, body: "{}" });
      expect(answer.status, verb).toBe(404);
    }
  });

  const refused = (await machine.timeline(caseKey ?? "")).filter(({ type }) => type === "decision.refused");
  expect(refused.map(({ outcome }) => outcome?.code)).toEqual([
    "self_approval",
    "self_approval",
    "role_missing",
    "role_missing",
    "role_missing",
  ]);
  const untouched = await machine.request(key);
  expect(untouched).toMatchObject({ status: "pending", approvals: [], attempts: [] });
  expect(await outside.effectsOn(subject.id)).toEqual([]);

  await test.step("the approver's own press counts, once", async () => {
    await inesPage.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(ana.badge("SUSPENDED")).toBeVisible();
    expect((await replay(await cookieOf("Ines Lindqvist"))).status).toBe(200);
    expect((await machine.request(key)).approvals).toHaveLength(1);
    expect(await outside.effectsOn(subject.id)).toHaveLength(1);
  });
});

test("a decision on another digest, version or request than the one that is stored isn't counted", async ({
  asPersona,
  cookieOf,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const cookie = await cookieOf("Ivo Marek");
  const { digest, version } = await machine.request(key);
  const honest = { requestKey: key, decision: "approve", reason: "Looks right", digest, version };
  const call = (input: object) => callAction({ url: underTest.url, action: "decideRequest", input, cookie });
  const altered = `${digest.startsWith("0") ? "1" : "0"}${digest.slice(1)}`;
  expect((await call({ ...honest, digest: altered })).status).toBe(409);
  expect((await call({ ...honest, version: version + 1 })).status).toBe(409);
  expect((await call({ ...honest, requestKey: "REQ-999999" })).status).toBe(404);
  expect((await call({ ...honest, reason: "  " })).status).toBe(422);
  expect((await call({ ...honest, decision: "execute" })).status).toBe(422);
  expect((await machine.request(key)).status).toBe("pending");
  expect(await outside.effectsOn(subject.id)).toEqual([]);
});

test("the same approval sent fifty times at once is one vote, one entry and one effect", async ({
  asPersona,
  cookieOf,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const cookie = await cookieOf("Ivo Marek");
  const { digest, version } = await machine.request(key);
  const input = { requestKey: key, decision: "approve", reason: "Looks right", digest, version };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      callAction({ url: underTest.url, action: "decideRequest", input, cookie }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  expect((await machine.request(key)).approvals).toHaveLength(1);
  const votes = (await machine.timeline(caseKey ?? "")).filter(({ type }) => type === "request.approved");
  expect(votes).toHaveLength(1);
  expect(await outside.effectsOn(subject.id)).toHaveLength(1);
});

test("neither a key nor an empty reason approves: the button needs a reason and a press", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const page = await asPersona("Ines Lindqvist");
  await openRequest(page, key);
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await expect(approve).toBeDisabled();
  await expect(approve).toHaveAccessibleDescription(/Write a reason first/);
  await page.getByLabel("Reason", { exact: true }).fill("Looks right");
  await expect(approve).toBeEnabled();
  for (const press of ["Control+Enter", "Meta+Enter", "Alt+Enter"]) await page.keyboard.press(press);
  await page.getByRole("heading", { name: /Suspend/ }).click();
  for (const press of ["a", "v", "y", "Enter", "Control+Enter"]) await page.keyboard.press(press);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  expect((await machine.request(key)).status).toBe("pending");
});
