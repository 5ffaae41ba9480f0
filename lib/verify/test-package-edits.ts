import { writeFileSync } from "node:fs";
import path from "node:path";
import { makeLog, policyOf, type TestLog } from "./test-log.ts";
import { packageOf, type PackageFiles, type PackageOptions, writeFolder } from "./test-package.ts";
import { canonicalText, type Fields } from "./test-story.ts";
import { newFolder } from "./test-verify.ts";
import { verifyPaths } from "./verify.ts";

export const log = makeLog(82);
export const chain = "IR-1001";
export const indexOf = (n: number) => log.leaves.findIndex((leaf) => leaf.chain === chain && leaf.n === n);
export const place = (n: number) => ({ chain, n, index: indexOf(n) });

export function policyFile(of: TestLog = log): string {
  const file = path.join(newFolder(), "policy.txt");
  writeFileSync(file, policyOf(of.key));
  return file;
}

export function zipFile(bytes: Buffer): string {
  const file = path.join(newFolder(), "evidence.zip");
  writeFileSync(file, bytes);
  return file;
}

export const folderOf = (options: Partial<PackageOptions> = {}) =>
  writeFolder(newFolder(), packageOf(log, { of: chain, ...options }));
export const verify = async (options: Partial<PackageOptions>, ...more: string[]) =>
  verifyPaths([folderOf(options), policyFile(), ...more]);

/** Changes the lines of a file of JSON lines, or one JSON file, before the manifest is signed. */
export const edited = (name: string, change: (text: string) => string) => ({
  change: (files: PackageFiles) => void files.set(name, Buffer.from(change(String(files.get(name))))),
});
export const json = (name: string, change: (value: Fields) => unknown) =>
  edited(name, (text) => {
    const value = JSON.parse(text) as Fields;
    change(value);
    return `${canonicalText(value)}\n`;
  });
export const listIn = (value: Fields, name: string) => value[name] as Fields[];
export const lines = (change: (lines: string[]) => string[]) =>
  edited("timeline.jsonl", (text) =>
    change(text.split("\n").slice(0, -1))
      .map((line) => `${line}\n`)
      .join(""),
  );
export const proof = (n: number) => `proofs/1-${indexOf(n)}.tlog-proof`;
