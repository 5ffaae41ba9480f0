import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { askFor, openCase } from "./screens/case-screen.ts";

test("one denial ends a request: nothing is sent, and the requester reads why", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const grounds = "They are on a plane; the sign-in is the airline's wifi";
  await decide(await asPersona("Ivo Marek"), { key, decision: "Deny", reason: grounds });
  await expect(ana.request).toContainText("Ivo Marek denied this. Nothing was sent.");
  await expect(ana.request).toContainText(grounds);
  await expect(ana.page.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  expect((await machine.request(key)).status).toBe("denied");
  expect(await outside.effectsOn(subject.id)).toEqual([]);
});

test("the requester withdraws what is pending, and an approver who has it open can't approve it any more", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const ines = await asPersona("Ines Lindqvist");
  await ines.goto(`/approvals?request=${key}`);
  await expect(ines.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
  await expect(ines.getByRole("button", { name: "Withdraw", exact: true })).toHaveCount(0);

  await ana.page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(ana.request).toContainText("This was withdrawn. Nothing was sent.");
  await expect(ines.getByRole("dialog")).toContainText("Withdrawn");
  await expect(ines.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  expect((await machine.request(key)).status).toBe("withdrawn");
  expect(await outside.effectsOn(subject.id)).toEqual([]);
});

test("while a request is open, no second one for the same person and action can be made", async ({
  asPersona,
  underTest,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  const key = await askFor(ana, "suspend", "Session taken over");
  const ben = await openCase(await asPersona("Ben Okafor"), caseKey ?? "");
  const ask = ben.page.getByRole("button", { name: "Request suspension", exact: true });
  await expect(ask).toBeDisabled();
  await expect(ask).toHaveAccessibleDescription(new RegExp(key));
  await expect(ben.request).toContainText(key);
});

test("reactivating somebody whom the console didn't suspend takes two approvers", async ({
  asPersona,
  underTest,
  outside,
  subject,
}) => {
  await outside.changeFromOutside(subject.id, "SUSPENDED");
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const ana = await openCase(await asPersona("Ana Ruiz"), caseKey ?? "");
  await expect(ana.badge("SUSPENDED")).toBeVisible();
  const key = await askFor(ana, "reactivate", "Suspended by mistake in 1Password itself");
  await decide(await asPersona("Ines Lindqvist"), { key, decision: "Approve", reason: "Asked HR" });
  await expect(ana.timeline).toContainText(`Ines Lindqvist approved ${key}, 1 of 2`);
  await expect(ana.request).toContainText("Pending");
  await decide(await asPersona("Imani Osei"), { key, decision: "Approve", reason: "Asked the manager" });
  await expect(ana.badge("ACTIVE")).toBeVisible();
  const effects = await outside.effectsOn(subject.id);
  expect(effects.map(({ source, application }) => [source, application])).toEqual([
    ["outside", null],
    ["call", "reactivate"],
  ]);
});
