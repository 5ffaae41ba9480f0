import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide, openRequest } from "./screens/approvals-screen.ts";
import { openCase, requestForm } from "./screens/case-screen.ts";

test("the verdict follows what is marked, and the approver reads the marks before deciding", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email, confidence: 92 });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  await expect(ana.request).toContainText("For a suspension the policy asks: rule P-2, 1 approver");
  await expect(ana.request).toContainText("Were all signals validated: rule P-1, 1 approver.");
  await ana.page.getByRole("button", { name: "Request suspension", exact: true }).click();
  const form = requestForm(ana.page);
  const verdict = form.getByRole("status", { name: "Policy verdict" });
  await expect(verdict).toContainText("Rule P-2: 1 approver, a narrower step first, review in 24 h");
  await expect(form).toContainText("Impossible travel, demo, confidence 92");
  await expect(form).toContainText("on trial");

  await form.getByRole("combobox", { name: "Validation of Impossible travel" }).click();
  await ana.page.getByRole("option", { name: "Validated", exact: true }).click();
  const submit = form.getByRole("button", { name: "Submit for approval", exact: true });
  await expect(submit).toHaveAccessibleDescription(/Say how each cause was validated/);
  await form.getByLabel("How Impossible travel was validated").fill("Called her at home");
  await expect(verdict).toContainText("Rule P-1: 1 approver");
  await form.getByRole("checkbox", { name: "Sessions ended at the identity provider" }).click();
  await form.getByLabel("Sessions ended at the identity provider: by whom").fill("Okta on-call");
  await form.getByLabel("Reason", { exact: true }).fill("Signed in from two countries");
  await submit.click();
  await expect(form).toHaveCount(0);
  await expect(ana.request).toContainText("validated: Called her at home");

  const ines = await asPersona("Ines Lindqvist");
  const key = /REQ-\d+/.exec((await ana.request.textContent()) ?? "")?.[0] ?? "";
  await openRequest(ines, key);
  const sheet = requestForm(ines);
  // Another journey may have published a version of the same rules meanwhile.
  await expect(sheet).toContainText(/ v\d+, rule P-1: 1 approver/);
  await expect(sheet).toContainText("validated: Called her at home");
  await expect(sheet).toContainText("Sessions ended at the identity provider by Okta on-call");
  await decide(ines, { key, decision: "Approve", reason: "Called her as well" });
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  expect(await outside.effectsOn(subject.id)).toHaveLength(1);
});

test("what the policy doesn’t foresee is marked outside policy, and one approval doesn’t carry it", async ({
  asPersona,
  underTest,
  machine,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email, title: "Odd printer" });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  await ana.page.getByRole("button", { name: "Request suspension", exact: true }).click();
  const form = requestForm(ana.page);
  await expect(form.getByRole("status", { name: "Policy verdict" })).toContainText("outside policy");
  await expect(form).toContainText("2 have to");
  await form.getByLabel("Reason", { exact: true }).fill("The printer sends vault names");
  await form.getByRole("button", { name: "Submit for approval", exact: true }).click();
  await expect(form).toHaveCount(0);
  const { request } = await machine.case(caseKey ?? "");
  const key = request?.key ?? "";
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Seen the print log" });
  expect((await machine.request(key)).status).toBe("pending");
  const imani = await asPersona("Imani Osei");
  await openRequest(imani, key);
  await expect(requestForm(imani)).toContainText("outside policy");
  await decide(imani, { key, decision: "Approve", reason: "Seen it too" });
  await expect(ana.badge("SUSPENDED")).toBeVisible();
});
