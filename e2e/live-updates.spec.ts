import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { askFor, openCase } from "./screens/case-screen.ts";

const rows = (page: Page) => page.getByRole("region", { name: "Queue" }).getByRole("link", { name: /^IR-/ });

test("a new alert waits behind a count: no row moves until it is pressed", async ({
  asPersona,
  underTest,
  subject,
  anotherSubject,
}) => {
  const word = `w${randomUUID().slice(0, 8)}`;
  const first = await sendAlert(underTest, {
    email: subject.email,
    title: `First ${word}`,
    severity: "high",
  });
  const page = await asPersona("Ana Ruiz");
  await page.goto(`/cases?q=${word}`);
  await expect(rows(page)).toHaveText([new RegExp(first.caseKey ?? "")]);
  await expect(page.getByRole("button", { name: /^Live updates: live/ })).toBeVisible();

  const other = await anotherSubject();
  const second = await sendAlert(underTest, {
    email: other.email,
    title: `Second ${word}`,
    severity: "critical",
  });
  const fresh = page.getByRole("button", { name: "1 new" });
  await expect(fresh).toBeVisible();
  await expect(rows(page)).toHaveText([new RegExp(first.caseKey ?? "")]);
  await fresh.click();
  await expect(rows(page)).toHaveText([new RegExp(second.caseKey ?? ""), new RegExp(first.caseKey ?? "")]);
  await expect(page.getByRole("button", { name: "1 new" })).toHaveCount(0);
});

test("what waits for an approver stands before the title, on the rail and in the tab's icon, and leaves again", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ines = await asPersona("Ines Lindqvist");
  await ines.goto("/approvals");
  await expect(ines).toHaveTitle(/Approvals/);
  const counted = async () => Number(/^\((\d+)\)/.exec(await ines.title())?.[1] ?? "0");
  const before = await counted();
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");

  await expect(ines).toHaveTitle(new RegExp(`^\\(${before + 1}\\) Approvals`));
  await expect(ines.getByRole("link", { name: key })).toBeVisible();
  const rail = ines.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Approvals/ });
  await expect(rail).toHaveAccessibleName(new RegExp(`${before + 1} waiting`));
  await expect(ines.locator('link[rel="icon"]').first()).toHaveAttribute("href", /^data:image\/svg/);

  await ana.page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(ines.getByRole("link", { name: key })).toHaveCount(0);
  await expect(ines).toHaveTitle(before === 0 ? /^Approvals/ : new RegExp(`^\\(${before}\\) Approvals`));
});

test("a paused page stands still and catches up when it is resumed", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const dot = ana.page.getByRole("button", { name: /^Live updates/ });
  await dot.click();
  await ana.page.getByRole("button", { name: /^Pause/ }).click();
  await expect(dot).toHaveAccessibleName(/paused/);
  await sendAlert(underTest, { email: subject.email, title: "While nobody listened" });
  const ben = await openCase(await asPersona("Ben Okafor"), caseKey ?? "");
  const signals = (page: Page) => page.getByRole("region", { name: "Signals" });
  await expect(signals(ben.page)).toContainText("While nobody listened");
  await expect(signals(ana.page)).not.toContainText("While nobody listened");
  await ana.page.getByRole("button", { name: /^Resume/ }).click();
  await expect(signals(ana.page)).toContainText("While nobody listened");
});
