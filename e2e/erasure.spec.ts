import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { openCase } from "./screens/case-screen.ts";

const title = "Gooseberry sign-in from a new country";
const note = "Elderflower was told by telephone";
const closing = "Sassafras: she was on holiday";

test("two people erase a person: asked by one, confirmed by another, and nothing readable is left", async ({
  asPersona,
  underTest,
  subject,
}) => {
  // Four people and some forty pages, one after the other.
  test.slow();
  const { caseKey } = await sendAlert(underTest, { email: subject.email, title });
  const key = caseKey ?? "";
  const ana = await asPersona("Ana Ruiz");
  const ines = await asPersona("Ines Lindqvist");
  const ada = await asPersona("Ada Novak");

  await test.step("while the case is open nobody can ask for it", async () => {
    await openCase(ana, key);
    await ana.getByRole("button", { name: "Take", exact: true }).click();
    await writeNote(ana, note);
    await ines.goto(`/users/${subject.id}`);
    const ask = personalData(ines).getByRole("button", { name: "Ask to erase", exact: true });
    await expect(ask).toBeDisabled();
    await expect(personalData(ines)).toContainText(`Still open: ${key}`);
    await closeCase(ana, closing);
  });

  await test.step("a legal hold stands in the way, and two people end it", async () => {
    await ines.reload();
    await act(ines, { open: "Set legal hold", reason: "File 2026/114", press: "Set hold" });
    await expect(personalData(ines)).toContainText("A legal hold stands over everything about this person.");
    await openCase(ana, key);
    await expect(ana.getByText("Legal hold", { exact: true })).toBeVisible();
    await act(ines, { open: "Ask to end hold", reason: "Settled", press: "Ask to end" });
    await expect(personalData(ines)).toContainText("a second person has to confirm");
    await ada.goto(`/users/${subject.id}`);
    await act(ada, { open: "Confirm end of hold", reason: "I read it", press: "End the hold" });
    await expect(personalData(ada)).toContainText("No legal hold stands.");
  });

  await test.step("one asks, and can't confirm", async () => {
    await ines.reload();
    await act(ines, { open: "Ask to erase", reason: "Letter of 12 November", press: "Ask to erase" });
    await expect(personalData(ines)).toContainText("You asked for this: a second person must confirm.");
    await expect(ines.getByRole("button", { name: "Confirm erasure" })).toHaveCount(0);
  });

  await test.step("an auditor sees it wait, without any control", async () => {
    const aud = await asPersona("Aud Chen");
    await aud.goto(`/users/${subject.id}`);
    await expect(personalData(aud)).toContainText("Ines Lindqvist asks to erase");
    await expect(personalData(aud).getByRole("button")).toHaveCount(0);
  });

  await test.step("another is told, and confirms", async () => {
    await ada.reload();
    await ada.getByRole("button", { name: /^Notices/ }).click();
    await ada
      .getByRole("link", { name: /An erasure of personal data waits/ })
      .first()
      .click();
    await expect(ada).toHaveURL(/\/settings#personal-data$/);
    await ada.goto(`/users/${subject.id}`);
    await ada.getByRole("button", { name: "Confirm erasure", exact: true }).click();
    await ada.getByRole("button", { name: "Erase for good", exact: true }).click();
    await expect(ada.getByRole("heading", { level: 1, name: "(erased)" })).toBeVisible();
  });

  await test.step("every page still works and says erased", async () => {
    await openCase(ana, key);
    await expect(ana.getByRole("heading", { level: 1, name: "(erased)" })).toBeVisible();
    await expect(ana.getByRole("region", { name: "Timeline" })).toContainText("Its text was erased.");
    for (const text of [title, note, closing, subject.email]) {
      await expect(ana.getByText(text)).toHaveCount(0);
    }
    await ana.goto(`/users?q=${encodeURIComponent(subject.email)}`);
    await expect(ana.getByRole("link", { name: subject.email })).toHaveCount(0);
  });

  await test.step("the receipt tells kinds and numbers, as a page and as JSON", async () => {
    await ada.goto(`/users/${subject.id}`);
    await personalData(ada).getByRole("link", { name: "Receipt", exact: true }).click();
    await expect(ada.getByRole("heading", { name: "Receipt of an erasure" })).toBeVisible();
    const facts = ada.getByRole("region", { name: "Facts", exact: true });
    await expect(facts).toContainText(key);
    await expect(facts).toContainText("may hold the key until");
    const link = ada.getByRole("link", { name: "Download JSON", exact: true });
    const answer = await ada.request.get((await link.getAttribute("href")) ?? "");
    expect(answer.status()).toBe(200);
    expect(await answer.text()).not.toContain(subject.email);
  });

  await test.step("in the files of the running console nothing of it is found", () => {
    const files = readdirSync(underTest.dataDir).filter((name) => name.startsWith("countersign.db"));
    expect(files).not.toEqual([]);
    for (const file of files) {
      const bytes = readFileSync(path.join(underTest.dataDir, file));
      const found = [title, note, closing, subject.email].filter((text) => bytes.includes(text));
      expect(found, file).toEqual([]);
    }
  });
});

function personalData(page: Page) {
  return page.getByRole("region", { name: "Personal data", exact: true });
}

/** Opens a small form on the person's page, writes the reason and presses. */
async function act(
  page: Page,
  { open, reason, press }: { open: string; reason: string; press: string },
): Promise<void> {
  await personalData(page).getByRole("button", { name: open, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason", { exact: true }).fill(reason);
  await dialog.getByRole("button", { name: press, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByLabel("Note", { exact: true }).fill(text);
  await page.getByRole("button", { name: /^Add note/ }).click();
  await expect(page.getByRole("region", { name: "Notes" })).toContainText(text);
}

async function closeCase(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Close case", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Close IR-/ });
  await dialog.getByLabel("Verdict", { exact: true }).click();
  await page.getByRole("option", { name: /^Benign/ }).click();
  await dialog.getByLabel("Reason", { exact: true }).fill(reason);
  await dialog.getByRole("button", { name: "Close as benign", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}
