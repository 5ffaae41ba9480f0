import { expect, test } from "./fixtures.ts";

const press = (page: import("@playwright/test").Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

test("one IAM lead drafts a policy, sees what it would change and can't publish it; another one does", async ({
  asPersona,
}) => {
  const ines = await asPersona("Ines Lindqvist");
  await ines.goto("/policies");
  await expect(ines.getByRole("region", { name: "In force" })).toContainText("P-1");
  await ines.getByRole("link", { name: "New draft" }).click();
  await expect(ines.getByRole("heading", { level: 1 })).toHaveText("New draft of the policy");

  const name = `Night shift ${Date.now()}`;
  await ines.getByLabel("Name", { exact: true }).fill(name);
  await ines.getByText("P-6", { exact: true }).click();
  await ines.getByLabel("Approvers", { exact: true }).locator("visible=true").fill("3");
  await press(ines, "Dry run on the last 30 days");
  await expect(ines.getByRole("region", { name: "Dry run" })).toContainText("Nothing was filed or sent.");
  // The console is shared: what is published asks for what was asked for before.
  await ines.getByLabel("Approvers", { exact: true }).locator("visible=true").fill("2");
  await press(ines, "Keep as draft");

  const draft = ines.getByRole("region", { name: /^Draft, version/ }).filter({ hasText: name });
  await expect(draft).toContainText("a second person");
  const ivo = await asPersona("Ivo Marek");
  await ivo.goto("/policies");
  const same = ivo.getByRole("region", { name: /^Draft, version/ }).filter({ hasText: name });
  await same.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(ivo.getByRole("region", { name: "In force" })).toContainText(name);
  await expect(ines.getByRole("region", { name: "In force" })).toContainText("by Ivo Marek");
});
