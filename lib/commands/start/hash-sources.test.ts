import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { hashSources } from "./hash-sources.ts";

const parent = mkdtempSync(path.join(tmpdir(), "hash-"));
let root: string;
let before: string;

afterAll(() => rmSync(parent, { recursive: true }));

beforeEach(() => {
  root = mkdtempSync(path.join(parent, "root-"));
  write("app/page.tsx", "page");
  write("lib/domain/case.ts", "case");
  write("package-lock.json", "{}");
  before = hashSources(root);
});

test.each([
  "app/page.tsx",
  "components/ui/button.tsx",
  "db/schema/cases.ts",
  "proxy.ts",
  "package-lock.json",
])("a change of %s asks for a build", (file) => {
  write(file, "changed");
  expect(hashSources(root)).not.toBe(before);
});

test.each([
  "lib/commands/start.ts",
  "lib/simulator/main.ts",
  "lib/domain/case.test.ts",
  "data/x.json",
  "README.md",
])("a change of %s asks for none", (file) => {
  write(file, "changed");
  expect(hashSources(root)).toBe(before);
});

test("text that moves from one file to the next is a change", () => {
  write("app/a.ts", "ab");
  write("app/b.ts", "c");
  const first = hashSources(root);
  write("app/a.ts", "a");
  write("app/b.ts", "bc");
  expect(hashSources(root)).not.toBe(first);
});

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}
