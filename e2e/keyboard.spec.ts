import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { caseScreen } from "./screens/case-screen.ts";

/** Presses Tab until this is focused, as somebody without a pointer does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true });
  for (let presses = 0; presses < 80; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`80 presses of Tab did not lead to ${name}.`);
}

test("a suspension is asked for without a pointer: from the queue to the submitted request", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases?q=${subject.email}`);
  await expect(page.getByRole("link", { name: caseKey ?? "" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Live updates: live/ })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: caseKey ?? "" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/cases/${caseKey ?? ""}$`));
  await expect(caseScreen(page).badge("ACTIVE")).toBeVisible();
  await tabTo(page, "Request suspension");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Reason", { exact: true })).toBeFocused();
  await page.keyboard.type("Written without a pointer");
  await expect(page.getByRole("button", { name: "Submit for approval", exact: true })).toBeEnabled();
  await page.keyboard.press("Control+Enter");
  await expect(caseScreen(page).request).toContainText("Pending");
  expect((await machine.case(caseKey ?? "")).request?.status).toBe("pending");
});

test("Escape closes the form without asking for anything, and focus is where it was", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases/${caseKey ?? ""}`);
  await expect(caseScreen(page).badge("ACTIVE")).toBeVisible();
  await tabTo(page, "Request suspension");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Reason", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Reason", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Request suspension", exact: true })).toBeFocused();
  expect((await machine.case(caseKey ?? "")).request).toBeNull();
});

test("letters do nothing once the shortcuts are off, also after a reload", async ({ asPersona }) => {
  const page = await asPersona("Ben Okafor");
  await page.goto("/cases");
  await expect(page.getByRole("button", { name: /^Live updates: live/ })).toBeVisible();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: /shortcuts/i });
  await sheet.getByRole("switch").click();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await page.reload();
  await expect(page.getByRole("button", { name: /^Live updates: live/ })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await page.keyboard.press("?");
  await expect(sheet).toHaveCount(0);
  await expect(page).toHaveURL(/\/cases$/);
});
