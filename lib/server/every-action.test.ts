import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: root }).filter(
  (file) => !file.includes(".test."),
);

/** Exports of a source that aren't types, each with what it is made of. */
function exportsOf(source: string): string[] {
  const pattern = /^export (?!type |interface )(.*(?:\n(?!\n|export ).*){0,3})/gm;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? "");
}

test("every exported server action is made by the one wrapper", () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const source = readFileSync(`${root}/${file}`, "utf8");
    if (!/^["']use server["'];?$/m.test(source.split(/^import /m, 1)[0] ?? "")) continue;
    if (!/import \{[^}]*\baction\b[^}]*\} from "#lib\/server\/action\.ts"/.test(source)) wrong.push(file);
    for (const text of exportsOf(source)) {
      if (!/^const \w+ = action\(/.test(text)) wrong.push(`${file}: export ${text.split("\n", 1)[0] ?? ""}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no action hides inside a component or a function", () => {
  const hidden = sources.filter((file) =>
    /^\s+["']use server["']/m.test(readFileSync(`${root}/${file}`, "utf8")),
  );
  expect(hidden).toEqual([]);
});

test("the check sees an action that isn't wrapped", () => {
  expect(
    exportsOf("export async function approve() {}\nexport const a = action(A, use);\nexport type B = 1;"),
  ).toEqual(["async function approve() {}", "const a = action(A, use);"]);
});
