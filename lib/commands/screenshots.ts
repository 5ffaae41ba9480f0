import path from "node:path";
import { parseArgs } from "node:util";
import { provideBrowser } from "./test/find-browser.ts";
import { interruptProgram, root, runProgram } from "./test/run-program.ts";

/*
 * Pictures of every page in its telling states: `npm run screenshots -- FOLDER`, by default `screenshots/`. With
 * `--readme` only those that the README shows, into docs/images. Runs e2e/screenshots.spec.ts, which drives a console
 * of its own as the journeys do.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { readme: { type: "boolean", default: false } },
});
const folder = values.readme ? path.join(root, "docs/images") : path.resolve(positionals[0] ?? "screenshots");

const browser = provideBrowser();
if ("reason" in browser) {
  console.error(
    `No browser can be had (${browser.reason}), so no picture was taken. Install Chromium, then run this again.`,
  );
  process.exit(1);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interruptProgram());
const status = await runProgram("@playwright/test/cli.js", ["test", "--reporter=list"], {
  SCREENSHOTS_FOLDER: folder,
  SCREENSHOTS_FOR: values.readme ? "readme" : "review",
});
console.log(
  status === 0 ? `\nThe pictures lie in ${folder}` : "\nNot every picture could be taken; see above.",
);
process.exit(status);
