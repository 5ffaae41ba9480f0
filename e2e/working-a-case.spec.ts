import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { closeCase } from "./screens/close-case.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";

test("what a person reports opens a case that says who reported it, how, and about whom", async ({
  asPersona,
  machine,
  subject,
}) => {
  const page = await asPersona("Ana Ruiz");
  await page.goto("/cases");
  await page.getByRole("button", { name: "New case", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Report something about a person" });
  await form.getByRole("button", { name: "Open case" }).click();
  await expect(form).toContainText("Choose a person from the directory");
  await form.getByRole("combobox", { name: "Who is it about" }).fill(subject.email);
  await page.getByRole("option", { name: subject.email }).click();
  await form.getByLabel("How it was reported").click();
  await page.getByRole("option", { name: /chat/i }).click();
  await form.getByLabel("Severity").click();
  await page.getByRole("option", { name: "High", exact: true }).click();
  await form
    .getByLabel("What happened")
    .fill("Somebody calls as them\nThe help desk got two calls this morning");
  await form.getByRole("button", { name: "Open case" }).click();

  await expect(page).toHaveURL(/\/cases\/IR-\d+$/);
  const key = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await expect(page.getByRole("heading", { name: "Somebody calls as them" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Signals" })).toContainText("reported by Ana Ruiz");
  await expect(page.getByRole("region", { name: "1Password user" })).toContainText(subject.email);
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(
    "Ana Ruiz reported something about this person",
  );
  expect(await machine.case(key)).toMatchObject({ severity: "high", status: "new" });
});

test("a case is taken, given to somebody else and noted on, and everybody who has it open sees it", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const ben = await openCase(await asPersona("Ben Okafor"), caseKey ?? "");
  await ana.page.getByRole("button", { name: "Take", exact: true }).click();
  await expect(ben.page.getByRole("combobox", { name: "Owner" })).toHaveValue("Ana Ruiz");
  await ana.page.getByRole("combobox", { name: "Owner" }).click();
  await ana.page.getByRole("combobox", { name: "Owner" }).fill("Ben");
  await ana.page.getByRole("option", { name: /Ben Okafor/ }).click();
  await expect(ben.page.getByRole("combobox", { name: "Owner" })).toHaveValue("Ben Okafor");
  await expect(ben.timeline).toContainText("Ana Ruiz gave the case to Ben Okafor");

  await ana.page.getByLabel("Note", { exact: true }).fill("Phone number on file is the old one");
  await ana.page.getByRole("button", { name: /^Add note/ }).click();
  const notes = ben.page.getByRole("region", { name: "Notes" });
  await expect(notes).toContainText("Phone number on file is the old one");
  await expect(notes).toContainText("Ana Ruiz");
  await expect(ana.page.getByLabel("Note", { exact: true })).toHaveValue("");
});

test("a case with an open request can't be closed; without one it closes with verdict and reason, and reopens", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const key = caseKey ?? "";
  const ana = await openCase(await asPersona("Ana Ruiz"), key);
  await askFor(ana, "suspend", "Session taken over");
  const close = ana.page.getByRole("button", { name: "Close case", exact: true });
  await expect(close).toBeDisabled();
  await expect(close).toHaveAccessibleDescription(/REQ-\d+|request/);
  await ana.page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(close).toBeEnabled();

  await closeCase(ana.page, { verdict: "Inconclusive", reason: "No further trace of it" });
  await expect(ana.page.getByRole("region", { name: "Case" })).toContainText("Closed as inconclusive");
  await expect(ana.page.getByRole("region", { name: "Case" })).toContainText("No further trace of it");
  expect((await machine.case(key)).status).toBe("closed");

  const again = await sendAlert(underTest, { email: subject.email, title: "New device" });
  expect(again.caseKey).toBe(key);
  await expect(ana.page.getByRole("region", { name: "Case" })).toContainText("Reopened");
  await expect(ana.page.getByRole("region", { name: "Signals" })).toContainText("New device");
  expect((await machine.case(key)).status).toBe("reopened");
});

test("calling a case benign while the person is suspended leads to a reactivation that is written already", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the logs" });
  await expect(ana.badge("SUSPENDED")).toBeVisible();

  await ana.page.getByRole("button", { name: "Close case", exact: true }).click();
  const dialog = ana.page.getByRole("dialog", { name: /^Close IR-/ });
  await dialog.getByLabel("Verdict").click();
  await ana.page.getByRole("option", { name: /^Benign/ }).click();
  await expect(dialog).toContainText("is still suspended in 1Password");
  await dialog.getByRole("button", { name: /reactivation/i }).click();
  await expect(requestForm(ana.page)).toContainText("Reactivate");
  await expect(requestForm(ana.page).getByLabel("Reason", { exact: true })).not.toHaveValue("");
});
