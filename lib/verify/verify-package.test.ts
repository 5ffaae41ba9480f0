import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { makeLog, policyOf } from "./test-log.ts";
import { packageOf, type PackageOptions, recordsOf, writeFolder, zipOf } from "./test-package.ts";
import { anchorFile, first, kindsOf, newFolder } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

const log = makeLog(82);
const policy = () => {
  const file = path.join(newFolder(), "policy.txt");
  writeFileSync(file, policyOf(log.key));
  return file;
};
const folderOf = (options: PackageOptions) => writeFolder(newFolder(), packageOf(log, options));
const zipFile = (bytes: Buffer) => {
  const file = path.join(newFolder(), "evidence.zip");
  writeFileSync(file, bytes);
  return file;
};

describe("a package as it has to be", () => {
  test.each<[string, PackageOptions]>([
    ["of a case", { of: "IR-1001" }],
    ["of a case up to an older head", { of: "IR-1001", size: 60 }],
    ["of a period", { of: [13, 47] }],
    ["with an anchor's older checkpoint", { of: "IR-1001", older: 48 }],
    ["with an older checkpoint of a complete tree", { of: "IR-1001", older: 64 }],
  ])("is valid %s, as a folder and as a zip", async (_, options) => {
    const files = packageOf(log, options);
    for (const given of [writeFolder(newFolder(), files), zipFile(zipOf(recordsOf(files)))]) {
      const { exit, lines } = await verifyPaths([given, policy()]);
      expect(lines.join("\n")).toContain(
        `Nothing here shows what came after checkpoint size ${options.size ?? 82}.`,
      );
      expect(lines[0]).toBe("valid");
      expect(exit).toBe(0);
    }
  });
});
