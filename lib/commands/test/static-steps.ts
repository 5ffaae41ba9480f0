import { readFileSync } from "node:fs";
import path from "node:path";
import { checkLockfile, floorsSchema, lockfileSchema, manifestSchema } from "./check-lockfile.ts";
import { root, runProgram } from "./run-program.ts";
import { countOne, type Counts, type Step } from "./step.ts";

async function count(
  name: string,
  advice: string,
  program: string,
  arguments_: string[] = [],
): Promise<Counts> {
  const status = await runProgram(program, arguments_);
  return countOne(name, status === 0 ? null : `ended with status ${status}; ${advice}`);
}

async function checkTypes(): Promise<Counts> {
  // The types of the routes (`PageProps<"/cases">`) are generated, and absent on a fresh clone.
  const generated = await runProgram("next/dist/bin/next", ["typegen"]);
  if (generated !== 0) return countOne("types", `next typegen ended with status ${generated}`);
  return count("types", "see above", "typescript/bin/tsc", ["--noEmit"]);
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(root, name), "utf8"));
}

function checkInstallation(): Promise<Counts> {
  const problems = checkLockfile({
    lockfile: lockfileSchema.parse(readJson("package-lock.json")),
    manifest: manifestSchema.parse(readJson("package.json")),
    floors: floorsSchema.parse(readJson("lib/commands/floors.json")),
  });
  const settings = readFileSync(path.join(root, ".npmrc"), "utf8").split("\n");
  if (!settings.includes("ignore-scripts=true"))
    problems.push("Packages may run scripts while installing: .npmrc.");
  for (const problem of problems) console.log(problem);
  return Promise.resolve(countOne("lockfile", problems.length === 0 ? null : problems.join(" ")));
}

/** The checks that run no code of ours; each counts as one test. */
export const staticSteps: Step[] = [
  {
    name: "format",
    title: "oxfmt",
    run: () => count("format", "`npm run format` writes it", "oxfmt/bin/oxfmt", ["--check", "."]),
  },
  {
    name: "lint",
    title: "oxlint with types: faults and layers",
    run: () => count("lint", "see above", "oxlint/bin/oxlint"),
  },
  { name: "types", title: "TypeScript", run: checkTypes },
  {
    name: "unused",
    title: "knip: files, exports and dependencies that nothing uses",
    run: () => count("unused", "see above", "knip/bin/knip.js", ["--no-progress"]),
  },
  { name: "lockfile", title: "exact pins, hashes, and floors for known holes", run: checkInstallation },
];
