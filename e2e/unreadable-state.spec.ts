import { callAction } from "./doors/call-action.ts";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";
import { decide } from "./screens/approvals-screen.ts";

test("while a person can't be read, the case says UNKNOWN with the last reading, and nothing can be asked", async ({
  asPersona,
  cookieOf,
  underTest,
  machine,
  outside,
  subject,
  faults,
}) => {
  faults.expect(/status of 503/);
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const key = caseKey ?? "";
  const endOutage = await outside.loseSightOf(subject.id);
  const page = await asPersona("Ana Ruiz");
  const ana = await openCase(page, key);

  await expect(ana.badge("UNKNOWN")).toBeVisible();
  await expect(ana.user).toContainText("Last known state: ACTIVE");
  await expect(ana.user.getByRole("time").first()).toBeVisible();
  await expect(ana.user.getByRole("status")).toContainText("1Password could not be read");
  await expect(ana.timeline).toContainText("The case was opened");

  await test.step("nothing can be asked, by the page nor by hand", async () => {
    const ask = page.getByRole("button", { name: "Request suspension", exact: true });
    await expect(ask).toBeDisabled();
    await expect(ask).toHaveAccessibleDescription(/read/);
    const answer = await callAction({
      url: underTest.url,
      action: "requestAction",
      path: `/cases/${key}`,
      cookie: await cookieOf("Ana Ruiz"),
      input: {
        caseKey: key,
        action: "suspend",
        reason: "Now",
        causes: [],
        idempotencyKey: crypto.randomUUID(),
      },
    });
    expect(answer.status).toBe(503);
    expect((await machine.case(key)).request).toBeNull();
  });

  await test.step("Retry reads again, and works as soon as 1Password does", async () => {
    await endOutage();
    await ana.user.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(ana.badge("ACTIVE")).toBeVisible();
    await askFor(ana, "suspend", "Now that it can be read");
  });
});

test("what 1Password refuses is shown in its words, and nothing was changed", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  await outside.script({ match: { op: "suspend", user: subject.id }, fault: "last_owner" });
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });
  await expect(ana.request).toContainText("1Password refused (403");
  await expect(ana.request).toContainText("No change was made");
  await expect(ana.request).toContainText("no_owner_remain");
  await expect(ana.badge("ACTIVE")).toBeVisible();
  expect((await machine.request(key)).status).toBe("refused");
  expect(await outside.effectsOn(subject.id)).toEqual([]);
});

test("a person changed from outside makes the request stale, with the difference", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
  faults,
}) => {
  faults.expect(/status of 409/);
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const page = await asPersona("Ines Lindqvist");
  await page.goto(`/approvals?request=${key}`);
  await page.getByLabel("Reason", { exact: true }).fill("Seen the logs");
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await expect(approve).toBeEnabled();
  await outside.changeFromOutside(subject.id, "SUSPENDED");
  await approve.click();
  await expect(requestForm(page)).toContainText("state ACTIVE → SUSPENDED");
  await expect(ana.request).toContainText("Stale");
  await expect(ana.request).toContainText("state ACTIVE → SUSPENDED");
  expect((await machine.request(key)).status).toBe("stale");
  const effects = await outside.effectsOn(subject.id);
  expect(effects.map(({ source }) => source)).toEqual(["outside"]);
});

test("a change that shows before the press disables Approve with the difference", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  await outside.changeFromOutside(subject.id, "SUSPENDED");
  const page = await asPersona("Ines Lindqvist");
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  // A reading is shown again for 5 s before 1Password is asked anew, so the first sheet may show the one before.
  await expect(async () => {
    await page.goto(`/approvals?request=${key}`);
    await page.getByLabel("Reason", { exact: true }).fill("Seen the logs");
    await expect(approve).toHaveAccessibleDescription(/ACTIVE → SUSPENDED/, { timeout: 2_000 });
  }).toPass();
  await expect(approve).toBeDisabled();
});

test("while 1Password is down everything else works, and the console finds it again by itself", async ({
  asPersona,
  underTest,
  outside,
  subject,
  anotherSubject,
  faults,
}) => {
  faults.expect(/status of 503/);
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asPersona("Ana Ruiz");
  const ana = await openCase(page, caseKey ?? "");
  await expect(ana.badge("ACTIVE")).toBeVisible();
  const key = await askFor(ana, "suspend", "Session taken over");
  const other = await anotherSubject();
  await outside.goDown(8_000);

  const during = await sendAlert(underTest, { email: other.email, title: "While 1Password was down" });
  expect(during.caseKey).not.toBeNull();
  const next = await openCase(await asPersona("Ben Okafor"), during.caseKey ?? "");
  await expect(next.badge("UNKNOWN")).toBeVisible();
  await expect(next.timeline).toContainText("The case was opened");
  const aud = await asPersona("Aud Chen");
  await aud.goto(`/audit?q=${caseKey ?? ""}`);
  await expect(aud.getByRole("main")).toContainText("The case was opened");

  // Whoever presses Retry too early sees it again; once a reading came, there is none to press.
  const retry = next.user.getByRole("button", { name: "Retry", exact: true });
  await expect(async () => {
    if (await retry.isVisible()) await retry.click({ timeout: 1_000 });
    await expect(next.badge("ACTIVE")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });
  await expect(ana.badge("SUSPENDED")).toBeVisible();
});
