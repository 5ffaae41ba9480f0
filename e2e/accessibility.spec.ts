import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { sendAlert } from "./doors/send-alert.ts";
import { expect, test } from "./fixtures.ts";
import { askFor, openCase, requestForm } from "./screens/case-screen.ts";
import type { PersonaName } from "./sign-in.ts";

const readers: PersonaName[] = ["Ana Ruiz", "Ines Lindqvist", "Aud Chen", "Ada Novak"];

/** Nothing serious or critical for anybody who can't see, can't point or needs contrast. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  // What is half faded in has half its contrast; what turns for ever may go on turning.
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => {
      const { iterations } = animation.effect?.getTiming() ?? {};
      return animation.playState !== "running" || iterations === Infinity;
    }),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({ id, where: nodes.map((node) => `${node.target.join(" ")}: ${node.html}`) }));
  expect.soft(grave, what).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page is accessible to every role, ${colorScheme}`, async ({
    asPersona,
    asNobody,
    underTest,
    subject,
    faults,
  }) => {
    test.slow();
    faults.expect(/status of 404/);
    const { caseKey } = await sendAlert(underTest, { email: subject.email });
    const ana = await openCase(await asPersona("Ana Ruiz", { colorScheme }), caseKey ?? "");
    const key = await askFor(ana, "suspend", "Session taken over");
    for (const who of readers) {
      const page = await asPersona(who, { colorScheme });
      for (const path of [
        "/cases",
        `/cases/${caseKey ?? ""}`,
        `/approvals?request=${key}`,
        `/users/${subject.id}`,
        "/audit",
        "/settings",
      ]) {
        await page.goto(path);
        await expect(page.locator("main")).toBeVisible();
        await expectAccessible(page, `${path} as ${who}`);
      }
    }
    // These look the same to everybody.
    const page = await asPersona("Ben Okafor", { colorScheme });
    const others = [
      "/cases/unlinked",
      "/cases?q=fits-nothing",
      "/approvals?tab=history",
      "/users",
      "/nowhere",
    ];
    for (const path of others) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      await expectAccessible(page, path);
    }
    const nobody = await asNobody({ colorScheme });
    await nobody.goto("/sign-in");
    await expectAccessible(nobody, "/sign-in");
  });

  test(`every layer over a page is accessible, ${colorScheme}`, async ({ asPersona, underTest, subject }) => {
    test.slow();
    const { caseKey } = await sendAlert(underTest, { email: subject.email });
    const page = await asPersona("Ana Ruiz", { colorScheme });
    const open = async (button: string | RegExp, layer: string | RegExp) => {
      await page.getByRole("button", { name: button, exact: true }).first().click();
      const dialog = page.getByRole("dialog", { name: layer });
      await expect(dialog).toBeVisible();
      await expectAccessible(page, String(layer));
      return dialog;
    };
    await page.goto("/cases");
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

    const ada = await asPersona("Ada Novak", { colorScheme });
    await ada.goto("/settings");
    await ada.getByRole("button", { name: "Add source" }).click();
    await expect(ada.getByRole("dialog")).toBeVisible();
    await expectAccessible(ada, "a new source");
  });
}
