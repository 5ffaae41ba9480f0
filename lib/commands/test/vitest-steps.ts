import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readVitestReport } from "./read-vitest-report.ts";
import { runProgram } from "./run-program.ts";
import { startPostgres } from "./start-postgres.ts";
import { nothing, type Counts, type Step } from "./step.ts";

async function runProject(project: string, variables: Record<string, string> = {}): Promise<Counts> {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-report-"));
  const file = path.join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const status = await runProgram(
      "vitest/vitest.mjs",
      ["run", "--project", project, ...reporters],
      variables,
    );
    return readVitestReport({ project, file, status });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As many as ran on SQLite: the same files run on PostgreSQL. */
let storeTests = 1;

async function runOnSqlite(): Promise<Counts> {
  const counts = await runProject("sqlite");
  storeTests = Math.max(1, counts.passed + counts.failed + counts.skipped);
  return counts;
}

async function runOnPostgres(): Promise<Counts> {
  const server = await startPostgres();
  if ("reasons" in server) {
    const reason = `no PostgreSQL server was to be had (${server.reasons.join("; ")})`;
    return { ...nothing, skipped: storeTests, skips: [`postgres, all of it: ${reason}`] };
  }
  console.log(`PostgreSQL from ${server.from}`);
  try {
    return await runProject("postgres", { TEST_DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}

export const vitestSteps: Step[] = [
  { name: "unit", title: "unit and property tests", run: () => runProject("unit") },
  { name: "sqlite", title: "store contract on SQLite", run: runOnSqlite },
  { name: "postgres", title: "store contract on PostgreSQL", run: runOnPostgres },
];
