import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./lib/commands/test/find-browser.ts";
import { consoleUrlVariable } from "./e2e/console-under-test.ts";

const browser = findBrowser();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "./e2e/provide-console.ts",
  // One console and one simulated account serve all tests, so what two of them did at once could not be told apart.
  workers: 1,
  fullyParallel: false,
  // A test that passes the second time has found a race, and hides it.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
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
