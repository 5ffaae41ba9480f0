import { expect, test } from "./fixtures.ts";
import { openCase } from "./screens/case-screen.ts";

/** The streams are asked every ten seconds. */
const onePollMs = 30_000;

test("what a detection finds opens a case with the person's exposure, and a trial finds it too", async ({
  asPersona,
  asNobody,
  underTest,
  machine,
  subject,
}) => {
  const otherSide = await asNobody();
  await otherSide.goto(`${underTest.simulatorUrl}/?person=${subject.id}`);
  await otherSide.getByRole("button", { name: "Let them take secrets" }).click();
  await otherSide.getByRole("button", { name: "Use an unusual client" }).click();
  const rules = async () => (await machine.cases({ q: subject.email })).items[0]?.key;
  await expect.poll(rules, { timeout: onePollMs }).toBeDefined();

  const ana = await openCase(await asPersona("Ana Ruiz"), (await rules()) ?? "");
  const exposure = ana.page.getByRole("region", { name: "Exposure" });
  await expect(async () => {
    await ana.page.reload();
    await expect(exposure).toContainText("Urgent", { timeout: 4_000 });
  }).toPass({ timeout: onePollMs });
  await expect(exposure.getByRole("table", { name: "What to rotate" })).toBeVisible();
  const file = ana.page.waitForEvent("download");
  await exposure.getByRole("link", { name: /CSV/ }).click();
  expect((await file).suggestedFilename()).toMatch(/^rotate-IR-\d+\.csv$/);

  const ada = await asPersona("Ada Novak");
  await ada.goto("/settings");
  await ada.getByRole("link", { name: "Open detections" }).click();
  await ada.getByRole("button", { name: "Try Unusual client" }).click();
  const trial = ada.getByRole("dialog", { name: "Trial: Unusual client" });
  await expect(trial).toContainText(/It would have found [1-9]/);
  await trial.getByRole("button", { name: "Done" }).click();
});

test("a watch list is refused with the entry that is wrong, and an analyst changes none", async ({
  asPersona,
  faults,
}) => {
  faults.expect(/status of 422/);
  const ada = await asPersona("Ada Novak");
  await ada.goto("/settings/detections");
  const list = ada.getByRole("textbox", { name: "Risky countries" });
  await list.fill("kp North");
  await ada.getByRole("button", { name: "Save Risky countries" }).click();
  await expect(ada.getByRole("alert").filter({ hasText: "“North” is no country code" })).toBeVisible();
  await expect(list).toHaveValue("kp North");

  const ana = await asPersona("Ana Ruiz");
  await ana.goto("/settings/detections");
  await expect(ana.getByRole("table", { name: "Built-in detections" })).toBeVisible();
  await expect(ana.getByRole("switch")).toHaveCount(0);
  await expect(ana.getByRole("button", { name: "Save Risky countries" })).toHaveCount(0);
  await expect(ana.getByRole("button", { name: "Try Vault export" })).toBeVisible();
});
