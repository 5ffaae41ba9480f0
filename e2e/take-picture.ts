import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";

const folder = process.env["SCREENSHOTS_FOLDER"] ?? "screenshots";
const widths = [1440, 1024];
const themes = ["light", "dark"] as const;
const heights = new Map([
  [1440, 900],
  [1024, 768],
]);
/** What a README may weigh. */
const readmeLimitBytes = 300_000;

/** Pictures of what the page shows now, in both themes and widths: the whole page, or what is seen without scrolling. */
export async function takePictures(
  page: Page,
  name: string,
  { of = "page" }: { of?: "page" | "window" } = {},
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const width of widths) {
    await page.setViewportSize({ width, height: heights.get(width) ?? 900 });
    // A window as tall as the page, so that what sticks to the window's edges is where it belongs.
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    if (of === "page")
      await page.setViewportSize({ width, height: Math.max(tall, heights.get(width) ?? 900) });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
        animations: "disabled",
        caret: "hide",
      });
    }
  }
}

/** One picture for the README. Throws when it is too heavy for one. */
export async function takeReadmePicture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  const { size } = statSync(file);
  if (size > readmeLimitBytes) throw new Error(`${file} has ${size} bytes: more than ${readmeLimitBytes}.`);
}
