import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";
import { askFor, openCase } from "./screens/case-screen.ts";

const steps = [
  ["population", "/audit"],
  ["exceptions", "/audit?step=exceptions"],
  ["sample", "/audit?step=sample&seed=seed-1"],
  ["record", "/audit?step=record&seed=seed-1"],
  ["who asked and who decided", "/audit?step=access"],
  ["suspended and reactivated", "/audit?step=access&report=changes"],
  ["members", "/audit?step=access&report=members"],
  ["machines", "/audit?step=access&report=machines"],
  ["entries", "/audit?step=entries"],
] as const;

/** Moves the focus with Tab until it is on what is looked for. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole("main").getByRole("link", { name }).first();
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((link) => link === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}

test("an auditor goes from the figures to their rows, a sample and a record, and takes a list along, by keyboard alone", async ({
  asPersona,
}) => {
  test.slow();
  const page = await asPersona("Aud Chen");
  await page.goto("/audit");
  const figures = page.getByRole("region", { name: "Population in figures" });
  await expect(figures.getByRole("link", { name: /^Gaps\s*0/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Population against 1Password" })).toContainText(
    "not reconciled",
  );

  await tabTo(page, /Reactivated, nobody verified the person/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/step=exceptions&kind=unverified_reactivation/);
  await page.keyboard.press("j");
  const row = page.locator("[data-list-row]").first();
  await expect(row).toBeFocused();
  const exception = (await row.textContent()) ?? "";
  await page.keyboard.press("o");
  await expect(page).toHaveURL(new RegExp(`step=record&request=${exception}`));
  await expect(page.getByRole("region", { name: "The record" })).toContainText(
    "What was approved still gives its digest",
  );

  await page.goto("/audit?step=sample&period=90d&seed=seed-1&n=5");
  const sampled = await page.locator("[data-list-row]").allTextContents();
  expect(sampled).toHaveLength(5);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 of 5 in the sample")).toBeVisible();
  for (const key of sampled.slice(1)) {
    await page.keyboard.press("]");
    await expect(page).toHaveURL(new RegExp(`request=${key}&|request=${key}$`));
  }
  await page.keyboard.press("[");
  await expect(page.getByText("4 of 5 in the sample")).toBeVisible();
  await page.goto("/audit?step=sample&period=90d&seed=seed-1&n=5");
  expect(await page.locator("[data-list-row]").allTextContents()).toEqual(sampled);

  await tabTo(page, /^CSV/);
  const begun = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const download = await begun;
  expect(download.suggestedFilename()).toMatch(/^countersign-sample-.*\.csv$/);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain("Countersign,Sample\r\n");
  expect(csv).toContain("Seed,seed-1\r\n");
  expect(
    csv
      .trimEnd()
      .split("\r\n")
      .slice(-5)
      .map((line) => line.split(",")[0]),
  ).toEqual(sampled);
});

test("what an auditor reads and exports stands in the log, once per session and record", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const key = caseKey ?? "";
  const page = await asPersona("Aud Chen");
  for (let times = 0; times < 2; times += 1) {
    await page.goto(`/cases/${key}`);
    await expect(page.getByRole("region", { name: "Case" })).toBeVisible();
  }
  await page.goto(`/users/${subject.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const answer = await page.request.get("/api/console/audit/export?list=members&format=json");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ title: "Members", provenance: { "Exported by": "Aud Chen" } });
  await page.goto("/audit?step=entries&type=record.read");
  const main = page.getByRole("main");
  await expect(main.getByText(`Aud Chen read case ${key}`)).toHaveCount(1);
  await expect(main.getByText(`Aud Chen read user ${subject.id}`)).toHaveCount(1);
  await page.goto("/audit?step=entries&type=evidence.exported");
  await expect(main.getByText("Aud Chen exported the list members").first()).toBeVisible();
});

test("the population has what was asked for just now, and says when it cannot take the days that are asked for", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const page = await asPersona("Aud Chen");
  await page.goto("/audit?period=7d&end=open");
  await expect(page.locator("#rows")).toContainText(key);
  await page.goto("/audit?period=own&from=2020-01-01&to=2020-01-31");
  await expect(page.getByText("No request was made in this period that fits")).toBeVisible();
  await page.goto("/audit?period=own&from=2020-02-01&to=2020-01-31");
  await expect(page.getByText("The days asked for could not be taken")).toBeVisible();
});

test("every step of the audit is accessible, light and dark, and holds nothing that changes anything", async ({
  asPersona,
}) => {
  test.slow();
  const page = await asPersona("Aud Chen");
  for (const [name, path] of steps) {
    await page.goto(path);
    const main = page.getByRole("main");
    await expect(main.getByRole("navigation", { name: "Steps of the audit" })).toBeVisible();
    await expectAccessible(page, name);
    await expect(main.locator("textarea, [role=checkbox], [role=switch]"), name).toHaveCount(0);
    await expect(main.locator("form:not([role=search])"), name).toHaveCount(0);
    await expect(
      main.getByRole("button", { name: /^(Approve|Deny|Withdraw|Take|Close|Request|Test|Add)/ }),
      name,
    ).toHaveCount(0);
  }
});

test("on paper the pages are numbered and say under which head of the log they were made", async ({
  asPersona,
}) => {
  const page = await asPersona("Aud Chen");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/audit?step=record&period=90d&seed=seed-1");
  await expect(page.getByRole("region", { name: "The record" })).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper-foot")),
    )
    .toMatch(/log sealed \d+, root [0-9a-f]{32}/);
  await page.emulateMedia({ media: "print" });
  const white = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(white).toBe("rgb(255, 255, 255)");
  await expect(page.getByRole("navigation", { name: "Steps of the audit" })).toBeHidden();
  await expect(
    page
      .getByRole("contentinfo")
      .or(page.getByText(/\d rows? · /))
      .first(),
  ).toBeVisible();
  expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe("%PDF-");
});
