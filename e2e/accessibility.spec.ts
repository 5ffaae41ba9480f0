import { sendAlert } from "./doors/send-alert.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, test } from "./fixtures.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";

/** Who sees what differently: an IAM lead works the queue as an analyst does, an administrator reads as an auditor does. */
const differing = {
  "Ana Ruiz": ["queue", "case", "user"],
  "Ines Lindqvist": ["case", "approvals", "audit"],
  "Aud Chen": ["queue", "case", "approvals", "user", "audit", "settings", "detections"],
  "Ada Novak": ["case", "settings", "detections"],
} as const;

for (const who of ["Ana Ruiz", "Ines Lindqvist", "Aud Chen", "Ada Novak"] as const) {
  test(`every page that differs by role is accessible to ${who}, light and dark`, async ({
    asPersona,
    underTest,
    subject,
  }) => {
    test.slow();
    const { caseKey } = await sendAlert(underTest, { email: subject.email });
    const ben = await openCase(await asPersona("Ben Okafor"), caseKey ?? "");
    const key = await askFor(ben, "suspend", "Session taken over");
    const page = await asPersona(who);
    const paths = {
      queue: "/cases",
      case: `/cases/${caseKey ?? ""}`,
      approvals: `/approvals?request=${key}`,
      user: `/users/${subject.id}`,
      audit: "/audit",
      settings: "/settings",
      detections: "/settings/detections",
    };
    for (const name of differing[who]) {
      const path = paths[name];
      await page.goto(path);
      await expect(page.locator("main")).toBeVisible();
      await expectAccessible(page, path);
    }
  });
}

test("every page that is the same for all is accessible, light and dark", async ({
  asPersona,
  asNobody,
  faults,
}) => {
  test.slow();
  faults.expect(/status of 404/);
  const page = await asPersona("Ben Okafor");
  for (const path of [
    "/cases/unlinked",
    "/cases?q=fits-nothing",
    "/approvals?tab=history",
    "/users",
    "/nowhere",
    "/cases/IR-999999",
  ]) {
    await page.goto(path);
    await expect(page.locator("main")).toBeVisible();
    await expectAccessible(page, path);
  }
  const nobody = await asNobody();
  await nobody.goto("/sign-in");
  await expectAccessible(nobody, "/sign-in");
});

test("every layer over a page is accessible, light and dark", async ({ asPersona, underTest, subject }) => {
  test.slow();
  const { caseKey } = await sendAlert(underTest, { email: subject.email });
  const page = await asPersona("Ana Ruiz");
  const open = async (button: string | RegExp, layer: string | RegExp) => {
    await page.getByRole("button", { name: button, exact: true }).first().click();
    const dialog = page.getByRole("dialog", { name: layer });
    await expect(dialog).toBeVisible();
    await expectAccessible(page, String(layer));
    return dialog;
  };
  await page.goto("/cases?q=fits-nothing");
  const report = await open("New case", "Report something about a person");
  await report.getByRole("button", { name: "Open case" }).click();
  await expectAccessible(page, "the report with its faults");
  await page.keyboard.press("Escape");
  await open(/^Status/, "Status");
  await page.keyboard.press("Escape");
  await open("Keyboard shortcuts", /shortcuts/i);
  await page.keyboard.press("Escape");
  await open("Theme and density", "Theme and density");
  await page.keyboard.press("Escape");
  await open(/^Live updates/, "Live updates");
  await page.keyboard.press("Escape");
  await open(/^Ana Ruiz/, "Signed in");

  const ana = await openCase(page, caseKey ?? "");
  await expect(ana.badge("ACTIVE")).toBeVisible();
  await open("Close case", /^Close IR-/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Request suspension", exact: true }).click();
  await expect(requestForm(page)).toContainText("can approve it");
  await expectAccessible(page, "the form of a request");
  await page.keyboard.press("Escape");
  await askFor(ana, "suspend", "Session taken over");
  await expectAccessible(page, "a toast");
  await page.goto(`/cases/${caseKey ?? ""}?lens=record`);
  await expectAccessible(page, "the record of a case");

  const ada = await asPersona("Ada Novak");
  await ada.goto("/settings");
  await ada.getByRole("button", { name: "Add source" }).click();
  await expect(ada.getByRole("dialog")).toBeVisible();
  await expectAccessible(ada, "a new source");
});
