import { sendAlert } from "./doors/send-alert.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";
import { decide } from "./screens/approvals-screen.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";

test("two people raise the brake for a mass incident; every page says so until one of them ends it", async ({
  asPersona,
  underTest,
  subject,
  anotherSubject,
}) => {
  // Three people and two requests: one story, longer than most.
  test.slow();
  const other = await anotherSubject();
  const [first, second] = [
    await sendAlert(underTest, { email: subject.email }),
    await sendAlert(underTest, { email: other.email }),
  ];
  const ana = await openCase(await asPersona("Ana Ruiz"), first.caseKey ?? "");
  const banner = ana.page.getByRole("complementary", { name: "Mass incident" });
  await expect(banner).toHaveCount(0);

  const ines = await asPersona("Ines Lindqvist");
  await ines.goto("/settings/guard-rails");
  await ines.getByLabel("Suspensions", { exact: true }).fill("3");
  await ines.getByLabel("Minutes", { exact: true }).fill("30");
  await ines.getByLabel("Reason", { exact: true }).fill("Session tokens were stolen");
  await ines.getByRole("button", { name: "Ask for a mass incident", exact: true }).click();
  const confirm = (page: typeof ines) =>
    page.getByRole("button", { name: "Confirm mass incident", exact: true });
  await expect(confirm(ines)).toBeDisabled();
  await expect(confirm(ines)).toHaveAccessibleDescription(/a second person/);
  await expect(banner).toContainText("A mass incident of 3 suspensions waits for a second person.");

  const ada = await asPersona("Ada Novak");
  await ada.goto("/settings/guard-rails");
  await expectAccessible(ada, "guard rails with a mass incident");
  await confirm(ada).click();
  await expect(banner).toContainText("the brake is raised, 3 of 3 suspensions left");
  await expect(banner).toContainText("Ines Lindqvist and Ada Novak");
  await expect(banner).toContainText("Session tokens were stolen");

  await test.step("the next request takes the reason over, and each one is decided by itself", async () => {
    const key = await askFor(ana, "suspend", "Seen on the leaked list");
    await decide(ines, { key, decision: "Approve", reason: "On the list" });
    await expect(ana.badge("SUSPENDED")).toBeVisible();
    await expect(banner).toContainText("2 of 3 suspensions left");
    const next = await openCase(ana.page, second.caseKey ?? "");
    await next.page.getByRole("button", { name: "Request suspension", exact: true }).click();
    await expect(requestForm(next.page)).toContainText("Part of the mass incident");
    await expect(requestForm(next.page).getByLabel("Reason", { exact: true })).toHaveValue(
      "Seen on the leaked list",
    );
  });
  await ada.getByRole("button", { name: "End mass incident", exact: true }).click();
  await expect(banner).toHaveCount(0);
  await expect(ada.getByRole("region", { name: "Mass incident", exact: true })).toContainText(
    "1 of 3 suspensions, ended by hand",
  );
});
