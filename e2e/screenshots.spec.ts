import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide, openRequest } from "./screens/approvals-screen.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";
import { takePictures, takeReadmePicture } from "./take-picture.ts";

/*
 * No test: what `npm run screenshots` runs, with the hands of the journeys. Left out of every other run by its tag.
 */

const tag = "@screenshots";
const wendy = "wendy.appleseed@acme.example";
const reason =
  "Signed in from Lisbon and, eleven minutes later, from Singapore on a new device. Wendy says by phone that she is in Lisbon and has no second device.";

test.beforeEach(({ faults }) => {
  faults.expect(/./);
  test.setTimeout(300_000);
});

async function tellOfWendy(underTest: Parameters<typeof sendAlert>[0]): Promise<string> {
  await sendAlert(underTest, {
    email: wendy,
    title: "Impossible travel: Lisbon and Singapore within 11 minutes",
    severity: "critical",
    text: "Two successful sign-ins, 11 640 km apart.",
  });
  const second = await sendAlert(underTest, {
    email: wendy,
    title: "First sign-in from a new device",
    severity: "high",
  });
  return second.caseKey ?? "";
}

/** Nothing is being read or connected any more; pages without the console's bar have neither. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("main")).toBeVisible();
  const bar = page.locator("header").filter({ hasText: "Live updates:" });
  if ((await bar.count()) > 0) await expect(bar.getByText("live", { exact: true })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

if (process.env["SCREENSHOTS_FOR"] === "readme") {
  test("the README's pictures", { tag }, async ({ asPersona, underTest }) => {
    const key = await tellOfWendy(underTest);
    const page = await asPersona("Ana Ruiz");
    const ana = await openCase(page, key);
    await expect(ana.badge("ACTIVE")).toBeVisible();
    await page.getByRole("button", { name: "Take", exact: true }).click();
    const request = await askFor(ana, "suspend", reason);
    const ines = await asPersona("Ines Lindqvist");
    await openRequest(ines, request);
    await expect(requestForm(ines)).toContainText("You are not the requester");
    await takeReadmePicture(ines, "approvals");
    await decide(ines, {
      key: request,
      decision: "Approve",
      reason: "Spoke to Wendy's manager: the device is not hers.",
    });
    await expect(ana.request).toContainText("Succeeded");
    await page.reload();
    await expect(ana.badge("SUSPENDED")).toBeVisible();
    await settled(page);
    await takeReadmePicture(page, "case");
    await page.goto("/cases");
    await settled(page);
    await takeReadmePicture(page, "queue");
  });
} else {
  test(
    "pages that look the same whatever happens",
    { tag },
    async ({ asPersona, asNobody, outside, underTest }) => {
      const nobody = await asNobody();
      await nobody.goto("/sign-in");
      await takePictures(nobody, "sign-in");
      await nobody.getByRole("button", { name: "Sign in", exact: true }).click();
      await takePictures(nobody, "identity-provider");
      await nobody.goto(underTest.simulatorUrl);
      await takePictures(nobody, "other-side");

      const ana = await asPersona("Ana Ruiz");
      const known = (await outside.known()).find(({ email }) => email === wendy);
      for (const [name, path] of [
        ["queue", "/cases"],
        ["queue-filtered", "/cases?severity=critical,high&status=new,triage"],
        ["queue-empty", "/cases?q=fits-nothing"],
        ["queue-closed", "/cases?view=closed"],
        ["unlinked", "/cases/unlinked"],
        ["approvals-analyst", "/approvals"],
        ["users", "/users"],
        ["users-suspended", "/users?state=suspended"],
        ["user", `/users/${known?.id ?? ""}`],
        ["no-access", "/audit"],
        ["settings-analyst", "/settings"],
        ["not-found", "/nowhere"],
        ["case-not-found", "/cases/IR-999999"],
      ] as const) {
        await ana.goto(path);
        await settled(ana);
        await takePictures(ana, name);
      }
      for (const [who, name, path] of [
        ["Ines Lindqvist", "approvals", "/approvals"],
        ["Ines Lindqvist", "approvals-history", "/approvals?tab=history"],
        ["Aud Chen", "audit", "/audit"],
        ["Aud Chen", "audit-filtered", "/audit?q=request.approved"],
        ["Aud Chen", "audit-exceptions", "/audit?step=exceptions"],
        ["Aud Chen", "audit-sample", "/audit?step=sample&seed=seed-1"],
        ["Aud Chen", "audit-record", "/audit?step=record&seed=seed-1"],
        ["Aud Chen", "audit-decisions", "/audit?step=access"],
        ["Aud Chen", "audit-changes", "/audit?step=access&report=changes"],
        ["Ada Novak", "settings", "/settings"],
      ] as const) {
        const page = await asPersona(who);
        await page.goto(path);
        await settled(page);
        await takePictures(page, name);
      }
    },
  );

  test("layers over the pages", { tag }, async ({ asPersona }) => {
    const ana = await asPersona("Ana Ruiz");
    await ana.goto("/cases");
    await settled(ana);
    for (const [button, name] of [
      ["New case", "new-case"],
      ["Keyboard shortcuts", "shortcuts"],
      ["Theme and density", "display-menu"],
      [/^Ana Ruiz/, "person-menu"],
      [/^Live updates/, "live-menu"],
    ] as const) {
      await ana.getByRole("button", { name: button, exact: true }).click();
      await expect(ana.getByRole("dialog")).toBeVisible();
      await takePictures(ana, name, { of: "window" });
      await ana.keyboard.press("Escape");
      await expect(ana.getByRole("dialog")).toHaveCount(0);
    }
    const ada = await asPersona("Ada Novak");
    await ada.goto("/settings");
    await ada.getByRole("button", { name: "Add source" }).click();
    await takePictures(ada, "add-source", { of: "window" });
    await ada.getByLabel("Name", { exact: true }).fill("okta-production");
    await ada.getByRole("button", { name: "Create source" }).click();
    await expect(ada.getByRole("dialog")).toContainText("is ready");
    await takePictures(ada, "source-added", { of: "window" });
  });

  test("a case from its first signal to the way back", { tag }, async ({ asPersona, underTest, outside }) => {
    const key = await tellOfWendy(underTest);
    const page = await asPersona("Ana Ruiz");
    const ana = await openCase(page, key);
    const subject = (await outside.known()).find(({ email }) => email === wendy);
    const userId = subject?.id ?? "";
    await expect(ana.badge("ACTIVE")).toBeVisible();
    await takePictures(page, "case-new");
    await page.getByRole("button", { name: "Take", exact: true }).click();
    await page.getByRole("button", { name: "Request suspension", exact: true }).click();
    await requestForm(page).getByLabel("Reason", { exact: true }).fill(reason);
    await expect(requestForm(page)).toContainText("can approve it");
    await takePictures(page, "request-form", { of: "window" });
    await page.keyboard.press("Escape");
    const request = await askFor(ana, "suspend", reason);
    await takePictures(page, "case-pending");

    const ines = await asPersona("Ines Lindqvist");
    await openRequest(ines, request);
    await expect(requestForm(ines)).toContainText("You are not the requester");
    await takePictures(ines, "decision-sheet", { of: "window" });
    await ines.goto(`/cases/${key}`);
    await settled(ines);
    await takePictures(ines, "case-pending-approver");
    await outside.script({
      match: { op: "suspend", user: userId },
      fault: "delay",
      args: { ms: 40_000, when: "after" },
    });
    await decide(ines, { key: request, decision: "Approve", reason: "Spoke to Wendy's manager." });
    await expect(ana.badge("UNKNOWN")).toBeVisible();
    await takePictures(page, "case-executing");
    await outside.loseSightOf(userId).then(async (see) => {
      await expect(ana.request).toContainText("Unknown: checking", { timeout: 30_000 });
      await takePictures(page, "case-unknown");
      await see();
    });
    await expect(ana.request).toContainText("Succeeded", { timeout: 60_000 });
    await page.reload();
    await expect(ana.badge("SUSPENDED")).toBeVisible();
    await settled(page);
    await takePictures(page, "case-succeeded");
    await page.goto(`/cases/${key}?lens=record`);
    await settled(page);
    await takePictures(page, "case-record");
    const aud = await asPersona("Aud Chen");
    await aud.goto(`/cases/${key}`);
    await expect(aud.getByRole("region", { name: "1Password user" })).toContainText("SUSPENDED");
    await takePictures(aud, "case-auditor");
    await aud.goto(`/users/${userId}`);
    await settled(aud);
    await takePictures(aud, "user-suspended");
  });

  test(
    "a case that can't be read, one that was refused, one that is hostile",
    { tag },
    async ({ asPersona, underTest, outside, subject, anotherSubject }) => {
      const { caseKey } = await sendAlert(underTest, { email: subject.email });
      const page = await asPersona("Ana Ruiz");
      const ana = await openCase(page, caseKey ?? "");
      const key = await askFor(ana, "suspend", reason);
      await outside.script({ match: { op: "suspend", user: subject.id }, fault: "last_owner" });
      await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });
      await expect(ana.request).toContainText("Refused");
      await page.reload();
      await settled(page);
      await takePictures(page, "case-refused");

      const other = await anotherSubject();
      const unread = await sendAlert(underTest, { email: other.email, title: "Many failed sign-ins" });
      const see = await outside.loseSightOf(other.id);
      await openCase(page, unread.caseKey ?? "");
      await expect(ana.badge("UNKNOWN")).toBeVisible();
      await takePictures(page, "case-unread");
      await see();

      const odd = await anotherSubject();
      await outside.change(odd.id, {
        displayName: "Robin <img src=x onerror=alert(1)> \u202Egnp.exe\u200B Sayer",
      });
      const hostile = await sendAlert(underTest, {
        email: odd.email,
        title: "<script>alert(1)</script> \u202Ella",
      });
      await openCase(page, hostile.caseKey ?? "");
      await expect(ana.badge("ACTIVE")).toBeVisible();
      await takePictures(page, "case-hostile");
    },
  );
}
