import { expect, type Page } from "@playwright/test";

/** Closes the case that is open with a verdict and a reason. */
export async function closeCase(
  page: Page,
  { verdict, reason }: { verdict: string; reason: string },
): Promise<void> {
  await page.getByRole("button", { name: "Close case", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Close IR-/ });
  await dialog.getByLabel("Verdict").click();
  await page.getByRole("option", { name: new RegExp(`^${verdict}`) }).click();
  await dialog.getByLabel("Reason", { exact: true }).fill(reason);
  await dialog.getByRole("button", { name: /^Close as/ }).click();
  await expect(dialog).toHaveCount(0);
}
