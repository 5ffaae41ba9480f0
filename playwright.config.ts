import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./lib/commands/test/find-browser.ts";
import { consoleUrlVariable } from "./e2e/console-under-test.ts";

const browser = findBrowser();
// `npm run screenshots` takes pictures with the same hands, and nothing else does.
const takesPictures = process.env["SCREENSHOTS_FOLDER"] !== undefined;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  ...(takesPictures ? { grep: /@screenshots/ } : { grepInvert: /@screenshots/ }),
  outputDir: "test-results",
  globalSetup: "./e2e/provide-console.ts",
  // The browser and the console together keep two cores busy; a second browser would only slow both down.
  workers: 1,
  fullyParallel: false,
  // A test that passes the second time has found a race, and hides it.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: process.env[consoleUrlVariable] ?? "",
    browserName: "chromium",
    launchOptions: { args: browserArguments, ...(browser && { executablePath: browser.executablePath }) },
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
