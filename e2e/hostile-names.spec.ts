import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";

const markup = "<img src=x onerror=alert(1)>";
const hostileName = `Robin ${markup} \u202Egnp.exe\u200B Sayer`;
const hostileTitle = `${markup} javascript:alert(2) \u202Ella\u200D`;
const hostileReason = `Because ${markup} "'>\u202E<script>alert(3)</script>`;

/** Everything that can be seen or heard, the title of the tab included, is free of signs that nobody sees. */
async function expectPlainText(page: Page): Promise<void> {
  const texts = await page.evaluate(() => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll("[title], [aria-label]")].flatMap((element) => [
      element.getAttribute("title") ?? "",
      element.getAttribute("aria-label") ?? "",
    ]),
  ]);
  expect(texts.filter((text) => /[\u202A-\u202E\u200B-\u200F\u2066-\u2069]/u.test(text))).toEqual([]);
  expect(await page.locator("img[src='x']").count()).toBe(0);
}

test("markup and invisible signs in names, titles and reasons are text that everybody sees, everywhere", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  await outside.change(subject.id, { displayName: hostileName });
  const { caseKey } = await sendAlert(underTest, {
    email: subject.email,
    title: hostileTitle,
    text: hostileReason,
  });
  const key = caseKey ?? "";
  const ana = await openCase(await asPersona("Ana Ruiz"), key);
  const { page } = ana;
  page.on("dialog", (dialog) => {
    throw new Error(`A script of the sender ran: ${dialog.message()}`);
  });

  await test.step("in the case", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText(markup);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("U+202E");
    await expect(ana.user).toContainText(markup);
    await expect(ana.user).toContainText("U+202E");
    await expect(ana.user).toContainText("U+200B");
    await expectPlainText(page);
  });
  const request = await askFor(ana, "suspend", hostileReason);
  await test.step("in the request", async () => {
    await expect(ana.request).toContainText("<script>alert(3)</script>");
    await expect(ana.timeline).toContainText("<script>alert(3)</script>");
    await expectPlainText(page);
  });
  await test.step("in the queue", async () => {
    await page.goto(`/cases?q=${key}`);
    await expect(page.getByRole("region", { name: "Queue" })).toContainText(markup);
    await expect(page.getByRole("region", { name: "Queue" })).toContainText("U+202E");
    await expectPlainText(page);
  });
  await test.step("in the inbox and the decision", async () => {
    const ines = await asPersona("Ines Lindqvist");
    await ines.goto("/approvals");
    await expect(ines.getByRole("link", { name: request })).toContainText(markup);
    await expectPlainText(ines);
    await ines.getByRole("link", { name: request }).click();
    await expect(requestForm(ines)).toContainText("<script>alert(3)</script>");
    await expectPlainText(ines);
    await decide(ines, { key: request, decision: "Deny", reason: hostileReason });
    await expectPlainText(ines);
  });
  await test.step("in the directory, the person's page and the log", async () => {
    const aud = await asPersona("Aud Chen");
    for (const path of [`/users?q=${subject.email}`, `/users/${subject.id}`]) {
      await aud.goto(path);
      await expect(aud.getByRole("main")).toContainText(markup);
      await expect(aud.getByRole("main")).toContainText("U+202E");
      await expectPlainText(aud);
    }
    await aud.goto(`/audit?q=${key}`);
    await expect(aud.getByRole("main")).toContainText(key);
    await expectPlainText(aud);
  });
});
