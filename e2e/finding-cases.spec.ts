import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";

const rows = (page: Page) => page.getByRole("region", { name: "Queue" }).getByRole("link", { name: /^IR-/ });

test("the queue finds a case by e-mail, key, title, workflow id and the sender's alert id", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const alertId = `alert-${randomUUID()}`;
  const title = `Odd sign-in ${randomUUID().slice(0, 8)}`;
  const { caseKey } = await sendAlert(underTest, { email: subject.email, title, alertId });
  const key = caseKey ?? "";
  const { workflowId } = await machine.case(key);
  const page = await asPersona("Ana Ruiz");
  await page.goto("/cases");
  const search = page.getByRole("textbox", { name: "Search cases" });
  for (const text of [subject.email, key, title, workflowId, alertId]) {
    await search.fill(text);
    await expect(page).toHaveURL((url) => url.searchParams.get("q") === text);
    await expect(rows(page), text).toHaveText([new RegExp(key)]);
  }
});

test("letters typed while the list is being fetched stay in the search, and so does the cursor", async ({
  asPersona,
}) => {
  const page = await asPersona("Ana Ruiz");
  await page.goto("/cases");
  const search = page.getByRole("textbox", { name: "Search cases" });
  await search.pressSequentially("wen");
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === "wen");
  await page.keyboard.type("dy");
  await expect(search).toHaveValue("wendy");
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === "wendy");
  await expect(search).toBeFocused();
});

test("filters stand in the address: they survive a reload and Back, and another person's browser opens them", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email, severity: "critical" });
  const key = caseKey ?? "";
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases?q=${subject.email}`);
  await expect(rows(page)).toHaveText([new RegExp(key)]);
  const severities = page.getByRole("list", { name: "Severity" });
  await severities.getByRole("link", { name: "Low" }).click();
  await expect(page).toHaveURL(/severity=low/);
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Queue" })).toContainText(/No case/);
  await page.reload();
  await expect(severities.getByRole("link", { name: "Low" })).toHaveAttribute("aria-current", "true");
  await expect(rows(page)).toHaveCount(0);
  await page.goBack();
  await expect(rows(page)).toHaveText([new RegExp(key)]);
  await severities.getByRole("link", { name: "Critical" }).click();
  await expect(page).toHaveURL(/severity=critical/);
  await page.getByRole("button", { name: /^Status/ }).click();
  await page.getByRole("link", { name: "New", exact: true }).click();
  await expect(page).toHaveURL(/status=new/);
  await expect(rows(page)).toHaveText([new RegExp(key)]);

  const ben = await asPersona("Ben Okafor");
  await ben.goto(page.url());
  await expect(rows(ben)).toHaveText([new RegExp(key)]);
  await rows(ben).first().click();
  await expect(ben).toHaveURL(new RegExp(`/cases/${key}$`));
  await ben.goBack();
  await expect(rows(ben)).toHaveText([new RegExp(key)]);
});

test("informational cases stay out of the default view, which says how many there are", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email, severity: "informational" });
  const key = caseKey ?? "";
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases?q=${subject.email}`);
  await expect(rows(page)).toHaveCount(0);
  const { total } = await machine.cases({ severity: "informational", limit: "1" });
  const closed = await machine.cases({ severity: "informational", status: "closed", limit: "1" });
  const views = page.getByRole("navigation", { name: "Views of the queue" });
  const view = views.getByRole("link", { name: /^Informational/ });
  await expect(view).toContainText(String(total - closed.total));
  await page.goto(`/cases?view=informational&q=${subject.email}`);
  await expect(rows(page)).toHaveText([new RegExp(key)]);
});

test("a signal about nobody known opens a case that offers no action until somebody says whom it is about", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const stranger = `stranger-${randomUUID()}@elsewhere.example`;
  const title = `Sign-in of a stranger ${randomUUID().slice(0, 8)}`;
  const filed = await sendAlert(underTest, { email: stranger, title });
  expect(filed.caseKey).not.toBeNull();
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases/${filed.caseKey}`);
  const found = page.getByRole("region", { name: "Case", exact: true });
  await expect(found).toContainText("Not linked");
  await found.getByRole("button", { name: /^Link to a person/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Who is/ });
  await dialog.getByRole("combobox", { name: "Person" }).fill(subject.email);
  await page.getByRole("option", { name: subject.email }).click();
  await dialog.getByRole("button", { name: "Link", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(found).not.toContainText("Not linked");
  const { items } = await machine.cases({ q: subject.email });
  expect(items.map((item) => item.title)).toEqual([title]);
});

test("a view that holds nothing says what to do about it", async ({ asPersona }) => {
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases?q=${randomUUID()}`);
  const queue = page.getByRole("region", { name: "Queue" });
  await expect(queue).toContainText(/No case/);
  await queue.getByRole("link", { name: /Clear/ }).first().click();
  await expect(rows(page)).not.toHaveCount(0);
});
