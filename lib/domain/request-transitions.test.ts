import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { transitionsAsDiagram } from "./request-transitions.ts";

test("the diagram in the README is the table", () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, "../../README.md"), "utf8");
  expect(readme).toContain(`\`\`\`mermaid\n${transitionsAsDiagram()}\n\`\`\``);
});
