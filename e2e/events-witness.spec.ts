import { expect, test } from "./fixtures.ts";
import { openCase } from "./screens/case-screen.ts";

/** The account is asked every ten seconds, and tells a change after one. */
const onePollMs = 30_000;

test("a suspension made on the other side's page is a signal on the screen within a poll", async ({
  asPersona,
  asNobody,
  underTest,
  machine,
  subject,
}) => {
  const cases = await asPersona("Ana Ruiz");
  await cases.goto(`/cases?q=${subject.email}`);
  await expect(cases.getByRole("region", { name: "Queue" })).toContainText(/No case/);

  const otherSide = await asNobody();
  await otherSide.goto(`${underTest.simulatorUrl}/?person=${subject.id}`);
  await otherSide.getByRole("button", { name: "Change this person from outside" }).click();
  await expect(otherSide.getByRole("status")).toContainText("done");

  const found = async () => (await machine.cases({ q: subject.email })).items[0]?.key;
  await expect.poll(found, { timeout: onePollMs }).toBeDefined();
  await cases.reload();
  await expect(cases.getByRole("region", { name: "Queue" })).toContainText(
    "Suspended in 1Password, not by this console",
  );
  const ana = await openCase(cases, (await found()) ?? "");
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  await expect(ana.timeline).toContainText("Suspended in 1Password, not by this console");

  // What happens to the person meanwhile stands in the form of the way back.
  await otherSide.getByRole("button", { name: "Change their account" }).click();
  await expect(otherSide.getByRole("status")).toContainText("Change their account: done");
  await expect(async () => {
    await cases.reload();
    await cases.getByRole("button", { name: "Request reactivation" }).click();
    const meanwhile = cases.getByRole("region", { name: "What happened meanwhile" });
    await expect(meanwhile).toContainText("Second factor switched off", { timeout: 4_000 });
    await expect(meanwhile).toContainText("Added to a group as a manager of it");
  }).toPass({ timeout: onePollMs });
});

test("the settings say how 1Password's events are read", async ({ asPersona }) => {
  const page = await asPersona("Ada Novak");
  await page.goto("/settings");
  const card = page.getByRole("article", { name: "1Password Events API" });
  await expect(card).toContainText("Working");
  await expect(card).toContainText("on, caught up");
  await expect(card).toContainText(/in 8\d days/);
  await card.getByRole("button", { name: "Test the Events API" }).click();
  await expect(card.getByRole("status")).toContainText("1Password knows the token");
});
