import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPlaywrightReport } from "./read-playwright-report.ts";
import { readVitestReport } from "./read-vitest-report.ts";
import { root } from "./run-program.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "countersign-reports-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(report: object): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const absent = "/nowhere/report.json";

describe("vitest's report", () => {
  const testFile = (status: string, assertionResults: object[], message = "") => ({
    name: path.join(root, "db/a.test.ts"),
    status,
    message,
    assertionResults,
  });

  test("each test counts once, by what became of it", () => {
    const file = write({
      testResults: [
        testFile("failed", [
          { fullName: "a rule", status: "passed" },
          { fullName: "another", status: "failed" },
          { fullName: "a third", status: "skipped" },
          { fullName: "a fourth", status: "todo" },
        ]),
      ],
    });
    expect(readVitestReport({ project: "unit", file, status: 1 })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: ["unit db/a.test.ts: another"],
      skips: ["unit db/a.test.ts: a third", "unit db/a.test.ts: a fourth"],
    });
  });

  test("a file that cannot be loaded is a failure, though no test of it ran", () => {
    const file = write({ testResults: [testFile("failed", [], "Cannot find module\nat line 1")] });
    expect(readVitestReport({ project: "unit", file, status: 1 })).toMatchObject({
      failed: 1,
      failures: ["unit db/a.test.ts: Cannot find module"],
    });
  });

  test("an error outside every test is a failure, though every test passed", () => {
    const file = write({ testResults: [testFile("passed", [{ fullName: "a rule", status: "passed" }])] });
    expect(readVitestReport({ project: "unit", file, status: 1 })).toMatchObject({ passed: 1, failed: 1 });
  });

  test("a run that wrote no report is a failure", () => {
    expect(readVitestReport({ project: "unit", file: absent, status: 1 })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });
});

describe("playwright's report", () => {
  const specs = (status: string) => [{ title: "a journey", tests: [{ status }] }];

  test.each([
    ["expected", { passed: 1, failed: 0, skipped: 0 }],
    ["unexpected", { passed: 0, failed: 1, skipped: 0 }],
    ["skipped", { passed: 0, failed: 0, skipped: 1 }],
    ["flaky", { passed: 0, failed: 1, skipped: 0 }],
  ])("a test with the status %s counts as %o, at any depth", (status, counts) => {
    const inner = { title: "refusals", specs: specs(status) };
    const file = write({ errors: [], suites: [{ title: "a.spec.ts", specs: [], suites: [inner] }] });
    expect(readPlaywrightReport({ file, status: counts.failed })).toMatchObject(counts);
  });

  test("a console that did not start is a failure, though no test ran", () => {
    const file = write({ errors: [{ message: "The console ended\nmore" }], suites: [] });
    expect(readPlaywrightReport({ file, status: 1 })).toMatchObject({
      failed: 1,
      failures: ["e2e: The console ended"],
    });
  });

  test("a run that wrote no report is a failure", () => {
    expect(readPlaywrightReport({ file: absent, status: 1 })).toMatchObject({ passed: 0, failed: 1 });
  });
});
