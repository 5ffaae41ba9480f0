import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const commands = import.meta.dirname;

test("without a path it can't check, and says how it is called", () => {
  for (const words of [[], ["--backup"]]) {
    const run = spawnSync(process.execPath, [path.join(commands, "verify.mjs"), ...words], {
      encoding: "utf8",
    });
    expect(run).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("no path was given"),
    });
  }
});

test("without packages to be had it can't check, which is never a finding", () => {
  const root = mkdtempSync(path.join(tmpdir(), "countersign-bare-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const name of ["verify.mjs", "runtime.mjs", "find-node.mjs", "install-packages.mjs"])
    cpSync(path.join(commands, name), path.join(root, "lib/commands", name));
  writeFileSync(path.join(root, "package-lock.json"), '{"packages":{"node_modules/nothing":{}}}');
  const run = spawnSync(process.execPath, [path.join(root, "lib/commands/verify.mjs"), "log"], {
    encoding: "utf8",
    env: { NODE_ENV: "test", PATH: path.join(root, "nowhere") },
  });
  expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining("could not be installed") });
});
