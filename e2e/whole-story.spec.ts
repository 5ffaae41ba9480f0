import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { askFor, openCase } from "./screens/case-screen.ts";

test("two people suspend somebody, two others restore them, and everything of it is on record", async ({
  asPersona,
  underTest,
  machine,
  outside,
  subject,
}) => {
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const key = caseKey ?? "";
  const anaPage = await asPersona("Ana Ruiz");
  await anaPage.goto("/cases");
  await anaPage.getByRole("region", { name: "Queue" }).getByRole("link", { name: key }).click();
  const ana = await openCase(anaPage, key);

  await test.step("an analyst takes the case and asks, and reads why she can't approve", async () => {
    await expect(ana.badge("ACTIVE")).toBeVisible();
    await anaPage.getByRole("button", { name: "Take", exact: true }).click();
    await expect(anaPage.getByRole("combobox", { name: "Owner" })).toHaveValue("Ana Ruiz");
  });
  const reason = "Signed in from two continents within an hour";
  const suspension = await askFor(ana, "suspend", reason);
  const approve = anaPage.getByRole("button", { name: "Approve", exact: true });
  await expect(approve).toBeDisabled();
  await expect(approve).toHaveAccessibleDescription(/a second person must decide/);
  await expect(ana.request).toContainText("You asked for this: a second person must decide");

  await test.step("an IAM lead in another browser approves, and the analyst's page follows by itself", async () => {
    const ines = await asPersona("Ines Lindqvist");
    const grounds = "Called the manager, who confirms the trip is not theirs";
    await decide(ines, { key: suspension, decision: "Approve", reason: grounds });
    await expect(ana.badge("SUSPENDED")).toBeVisible();
    await expect(ana.request).toContainText("Succeeded");
    await expect(ana.timeline).toContainText(`Ana Ruiz asked to suspend (${suspension}), state ACTIVE`);
    await expect(ana.timeline).toContainText(reason);
    await expect(ana.timeline).toContainText(`Ines Lindqvist approved ${suspension}, 1 of 1`);
    await expect(ana.timeline).toContainText(grounds);
    await expect(ana.timeline).toContainText(`${suspension} succeeded: ACTIVE → SUSPENDED`);
  });

  const reactivation = await test.step("another pair gives the access back", async () => {
    const ben = await openCase(await asPersona("Ben Okafor"), key);
    const asked = await askFor(ben, "reactivate", "It was the shared travel account after all");
    const ivo = await asPersona("Ivo Marek");
    await decide(ivo, { key: asked, decision: "Approve", reason: "Spoke to the person by phone" });
    await expect(ben.badge("ACTIVE")).toBeVisible();
    await expect(ana.badge("ACTIVE")).toBeVisible();
    await expect(ana.timeline).toContainText(`${asked} succeeded: SUSPENDED → ACTIVE`);
    return asked;
  });

  await test.step("the account carried out each once, by the credential that can do nothing else", async () => {
    const effects = await outside.effectsOn(subject.id);
    expect(
      effects.map(({ application, before, after, changed }) => ({ application, before, after, changed })),
    ).toEqual([
      { application: "suspend", before: "ACTIVE", after: "SUSPENDED", changed: true },
      { application: "reactivate", before: "SUSPENDED", after: "ACTIVE", changed: true },
    ]);
    const calls = await outside.callsAbout(subject.id);
    expect(calls.every(({ userAgent }) => /^Countersign\/\d/.test(userAgent ?? ""))).toBe(true);
  });

  await test.step("one workflow id leads from the signal to the account's ledger", async () => {
    const { workflowId } = await machine.case(key);
    const requests = await Promise.all([suspension, reactivation].map((each) => machine.request(each)));
    expect(requests.map((request) => request.workflowId)).toEqual([workflowId, workflowId]);
    const entries = await machine.timeline(key);
    expect(entries.map((entry) => entry.workflowId)).toEqual(entries.map(() => workflowId));
    const effects = await outside.effectsOn(subject.id);
    expect(effects.map(({ requestId }) => requestId)).toEqual([workflowId, workflowId]);
    await anaPage.goto(`/cases?q=${workflowId}`);
    await expect(
      anaPage.getByRole("region", { name: "Queue" }).getByRole("link", { name: /^IR-/ }),
    ).toHaveText([new RegExp(key)]);
  });
});
