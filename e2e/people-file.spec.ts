import { sendAlert } from "./doors/send-alert.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";
import { openCase, requestForm } from "./screens/case-screen.ts";

const csv = (text: string) => ({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

test("a people file is looked at before it is taken in, and the analyst and the approver read what stops", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const ada = await asPersona("Ada Novak");
  await ada.goto("/settings");
  await ada.getByRole("link", { name: "People", exact: true }).click();
  await expect(ada.getByRole("heading", { name: "People", exact: true })).toBeVisible();
  const file = ada.getByLabel("CSV file", { exact: true });

  await test.step("one wrong line keeps all of it out, and is told with what to do", async () => {
    await file.setInputFiles(csv(`email,identity_class\n${subject.email},king\nnobody,\n`));
    const table = ada.getByRole("table", { name: "What doesn’t fit, by line" });
    await expect(table.getByRole("row")).toHaveCount(3);
    await expect(table).toContainText("is no identity class: write one of person");
    await expect(table).toContainText("is no e-mail address: write name@domain");
    await expect(ada.getByRole("button", { name: "Take in", exact: true })).toHaveCount(0);
  });
  await test.step("what it would change is shown, and then taken in", async () => {
    await file.setInputFiles(
      csv(
        `email,department,identity_class,dependents,second_contact\n${subject.email},Payroll,business_critical,"Wages; Bank file",Tobias Engel\n`,
      ),
    );
    await expect(ada.getByText("1 new, 0 changed, 0 taken out, 0 as they are.")).toBeVisible();
    await expectAccessible(ada, "a preview of a people file");
    await ada.getByRole("button", { name: "Take in", exact: true }).click();
    const people = ada.getByRole("region", { name: "People file", exact: true });
    await expect(people).toContainText(subject.email);
    await expect(people).toContainText("people.csv");
  });

  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  await expect(ana.user).toContainText("Business critical");
  await expect(ana.user).toContainText("Wages; Bank file");
  await expect(ana.user).toContainText("people.csv");
  await ana.page.getByRole("button", { name: "Request suspension", exact: true }).click();
  await expect(requestForm(ana.page)).toContainText("What stops with it");
  await expect(requestForm(ana.page)).toContainText("Wages; Bank file");
});

test("the class of an identity is set by hand on the person's page, with a reason that stays", async ({
  asPersona,
  subject,
}) => {
  const ada = await asPersona("Ada Novak");
  await ada.goto(`/users/${subject.id}`);
  const identity = ada.getByRole("region", { name: "Identity", exact: true });
  await expect(identity).toContainText("No people file speaks of this person.");
  await identity.getByRole("button", { name: "Set class", exact: true }).click();
  const dialog = ada.getByRole("dialog", { name: "Set the identity class" });
  await dialog.getByLabel("Class", { exact: true }).click();
  await ada.getByRole("option", { name: "Break-glass account" }).click();
  await dialog.getByLabel("Reason", { exact: true }).fill("It is in the emergency plan");
  await dialog.getByRole("button", { name: "Set class", exact: true }).click();
  await expect(identity).toContainText("set by hand");
  await expect(identity).toContainText("It is in the emergency plan");
  await expectAccessible(ada, "a person with an identity class");
});
