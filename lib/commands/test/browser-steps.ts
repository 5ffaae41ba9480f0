import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildConsole } from "#lib/commands/start/build-console.ts";
import { createSupervisor } from "#lib/commands/start/supervisor.ts";
import { provideBrowser } from "./find-browser.ts";
import { readPlaywrightReport } from "./read-playwright-report.ts";
import { root, runProgram } from "./run-program.ts";
import { countOne, nothing, type Counts, type Step } from "./step.ts";
import { testEnvironment } from "./test-environment.ts";

async function runPlaywright(arguments_: string[], reporters: string): Promise<Counts> {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-report-"));
  const file = path.join(folder, "report.json");
  try {
    const variables = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const program = "@playwright/test/cli.js";
    const status = await runProgram(program, ["test", ...arguments_, `--reporter=${reporters}`], variables);
    return readPlaywrightReport({ file, status });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInBrowser(): Promise<Counts> {
  const browser = provideBrowser();
  if ("reason" in browser) {
    const listed = await runPlaywright(["--list"], "json");
    const all = listed.passed + listed.failed + listed.skipped;
    return {
      ...nothing,
      skipped: Math.max(1, all),
      skips: [`e2e, all of it: no browser (${browser.reason})`],
    };
  }
  console.log(`Chromium: ${browser.from}`);
  return runPlaywright([], "list,json");
}

/** Builds as `npm start` does, and leaves the same mark, so that the console under test doesn't build again. */
async function build(): Promise<Counts> {
  const words = await buildConsole({
    root,
    env: { ...testEnvironment(), NODE_ENV: "production" },
    supervisor: createSupervisor({ cwd: root, say: console.error }),
    say: console.log,
  });
  if (words !== null) console.log(words);
  return countOne("build", words === null ? null : "next build failed; see above");
}

export const browserSteps: Step[] = [
  { name: "build", title: "production build", run: build },
  { name: "e2e", title: "journeys in a real browser", run: runInBrowser },
];
