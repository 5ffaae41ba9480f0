import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What a theme can change; all else is the same in both. */
const rulesOfColour = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];

/** Nothing serious or critical in either theme for anybody who can't see, can't point or needs contrast. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await untilStill(page);
  await expectNothingGrave(new AxeBuilder({ page }), `${what}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveClass(/dark/);
  await untilStill(page);
  await expectNothingGrave(new AxeBuilder({ page }).withRules(rulesOfColour), `${what}, dark`);
}

async function expectNothingGrave(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.options({ resultTypes: ["violations"] }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({ id, where: nodes.map((node) => `${node.target.join(" ")}: ${node.html}`) }));
  expect.soft(grave, what).toEqual([]);
}

/** What is half faded in has half its contrast; what turns for ever may go on turning. */
async function untilStill(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => {
      const { iterations } = animation.effect?.getTiming() ?? {};
      return animation.playState !== "running" || iterations === Infinity;
    }),
  );
}
