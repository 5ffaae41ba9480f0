import { expect, type Page } from "@playwright/test";
import { requestForm } from "./case-screen.ts";

/** Opens a request from the inbox, as an approver does. */
export async function openRequest(page: Page, key: string): Promise<void> {
  await page.goto("/approvals");
  await page.getByRole("link", { name: key }).click();
  await expect(requestForm(page)).toContainText(key);
}

/** Decides on a request from the inbox. */
export async function decide(
  page: Page,
  { key, decision, reason }: { key: string; decision: "Approve" | "Deny"; reason: string },
): Promise<void> {
  await openRequest(page, key);
  await page.getByLabel("Reason", { exact: true }).fill(reason);
  const button = page.getByRole("button", { name: decision, exact: true });
  await expect(button).toBeEnabled();
  await button.click();
  await expect(page.getByText(`${key} ${decision === "Approve" ? "approved" : "denied"}`)).toBeVisible();
}
