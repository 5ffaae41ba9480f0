import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Files that each break one rule, where a careless change would put them. */
const plants: Record<string, string> = {
  "lib/domain/reads-a-file.ts": `import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n`,
  "lib/domain/asks-the-server.ts": `import { given } from "#lib/server/given.ts";\nexport const asked = given;\n`,
  "lib/domain/asks-by-type.ts": `import type { Given } from "#lib/server/given.ts";\nexport type Asked = Given;\n`,
  "lib/domain/climbs.ts": `import { given } from "../server/given.ts";\nexport const climbed = given;\n`,
  "lib/domain/asks-later.ts": `export const later = () => import("#lib/server/given.ts");\n`,
  "lib/domain/asks-the-clock.ts": `export const now = () => new Date().toISOString();\n`,
  "lib/domain/asks-the-clock-too.ts": `export const now = () => Date.now();\n`,
  "lib/domain/throws-dice.ts": `export const throwDice = () => Math.random();\n`,
  "lib/domain/asks-the-environment.ts": `export const port = () => process.env["PORT"];\n`,
  "lib/domain/follows-the-rules.ts": `import { z } from "zod";\nexport const at = z.number().parse(new Date(5).getTime());\n`,
  "lib/log/asks-zlib.ts": `import { gzipSync } from "node:zlib";\nexport const pack = gzipSync;\n`,
  "lib/use-cases/asks-the-database.ts": `import { stored } from "#db/stored.ts";\nexport const asked = stored;\n`,
  "lib/adapters/asks-a-use-case.ts": `import { used } from "#lib/use-cases/used.ts";\nexport const asked = used;\n`,
  "db/asks-the-server.ts": `import { given } from "#lib/server/given.ts";\nexport const asked = given;\n`,
  "lib/server/asks-the-simulator.ts": `import { simulated } from "#lib/simulator/simulated.ts";\nexport const asked = simulated;\n`,
  "lib/server/signs-in.ts": `import NextAuth from "next-auth";\nexport const signIn = NextAuth;\n`,
  "lib/server/session/signs-in.ts": `import NextAuth from "next-auth";\nexport const signIn = NextAuth;\n`,
  "lib/simulator/asks-the-domain.ts": `import { at } from "#lib/domain/follows-the-rules.ts";\nexport const asked = at;\n`,
  "components/asks-the-server.ts": `import { given } from "#lib/server/given.ts";\nexport const asked = given;\n`,
  "app/asks-the-database.ts": `import { stored } from "#db/stored.ts";\nexport const asked = stored;\n`,
  "lib/server/asks-a-route.ts": `import { asked } from "#app/asks-the-database.ts";\nexport const again = asked;\n`,
  "lib/server/first-of-a-cycle.ts": `import { second } from "./second-of-a-cycle.ts";\nexport const first = () => second;\n`,
  "lib/server/second-of-a-cycle.ts": `import { first } from "./first-of-a-cycle.ts";\nexport const second = () => first;\n`,
  "lib/server/lets-a-promise-float.ts": `export function start(work: () => Promise<void>): void {\n  work();\n}\n`,
  "lib/server/forgets-a-member.ts":
    `export function name(side: "left" | "right"): string {\n  switch (side) {\n    case "left":\n      return "L";\n` +
    `    default:\n      return "?";\n  }\n}\n`,
  "lib/server/awaits-nothing.test.ts":
    `import { expect, test } from "vitest";\ntest("a promise resolves", () => {\n` +
    `  expect(Promise.resolve(1)).resolves.toBe(1);\n});\n`,
  "lib/server/given.ts": `export const given = 1;\nexport type Given = number;\n`,
  "lib/simulator/simulated.ts": `export const simulated = 1;\n`,
  "lib/use-cases/used.ts": `export const used = 1;\n`,
  "db/stored.ts": `export const stored = 1;\n`,
};

const reportSchema = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) });

let folder = "";
const found = new Map<string, string[]>();

beforeAll(() => {
  // The project's own configuration over a folder of the same shape: what is found here is found there.
  folder = mkdtempSync(path.join(tmpdir(), "countersign-lint-"));
  for (const name of ["oxlint.config.ts", "tsconfig.json", "package.json", "lib/commands/lint"]) {
    cpSync(path.join(root, name), path.join(folder, name), {
      recursive: true,
      filter: (source) => !source.endsWith(".test.ts"),
    });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const [name, text] of Object.entries(plants)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const program = path.join(root, "node_modules/oxlint/bin/oxlint");
  const linter = spawnSync(process.execPath, [program, "--format=json"], { cwd: folder, encoding: "utf8" });
  if (linter.status !== 1) throw new Error(`The linter did not run: ${linter.stdout}${linter.stderr}`);
  const { diagnostics } = reportSchema.parse(JSON.parse(linter.stdout));
  for (const { filename, code } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the linter finds", () => {
  test.each([
    ["a domain that reads files", "lib/domain/reads-a-file.ts", "eslint(no-restricted-imports)"],
    ["a domain that imports the server", "lib/domain/asks-the-server.ts", "eslint(no-restricted-imports)"],
    [
      "a domain that imports the server's types",
      "lib/domain/asks-by-type.ts",
      "eslint(no-restricted-imports)",
    ],
    ["an import by `../`", "lib/domain/climbs.ts", "eslint(no-restricted-imports)"],
    ["an import at run time", "lib/domain/asks-later.ts", "eslint(no-restricted-imports)"],
    ["a clock read in the domain", "lib/domain/asks-the-clock.ts", "countersign(no-clock)"],
    [
      "a clock read by its other name",
      "lib/domain/asks-the-clock-too.ts",
      "eslint(no-restricted-properties)",
    ],
    ["chance in the domain", "lib/domain/throws-dice.ts", "eslint(no-restricted-properties)"],
    ["an environment read outside env.ts", "lib/domain/asks-the-environment.ts", "node(no-process-env)"],
    ["a log that imports more than node:crypto", "lib/log/asks-zlib.ts", "eslint(no-restricted-imports)"],
    [
      "a use-case that imports the database",
      "lib/use-cases/asks-the-database.ts",
      "eslint(no-restricted-imports)",
    ],
    [
      "an adapter that imports a use-case",
      "lib/adapters/asks-a-use-case.ts",
      "eslint(no-restricted-imports)",
    ],
    ["a store that imports the server", "db/asks-the-server.ts", "eslint(no-restricted-imports)"],
    [
      "a product that imports the simulator",
      "lib/server/asks-the-simulator.ts",
      "eslint(no-restricted-imports)",
    ],
    [
      "a simulator that imports the product",
      "lib/simulator/asks-the-domain.ts",
      "eslint(no-restricted-imports)",
    ],
    ["next-auth outside the session", "lib/server/signs-in.ts", "eslint(no-restricted-imports)"],
    ["a component that imports the server", "components/asks-the-server.ts", "eslint(no-restricted-imports)"],
    ["a route that imports the database", "app/asks-the-database.ts", "eslint(no-restricted-imports)"],
    ["an import of a route", "lib/server/asks-a-route.ts", "eslint(no-restricted-imports)"],
    ["a cycle", "lib/server/first-of-a-cycle.ts", "import(no-cycle)"],
    ["a floating promise", "lib/server/lets-a-promise-float.ts", "typescript(no-floating-promises)"],
    [
      "a switch that lacks a member",
      "lib/server/forgets-a-member.ts",
      "typescript(switch-exhaustiveness-check)",
    ],
    ["an assertion that nobody awaits", "lib/server/awaits-nothing.test.ts", "vitest(valid-expect)"],
  ])("%s", (_fault, file, rule) => {
    expect(found.get(file)).toContain(rule);
  });
});

test.each(["lib/domain/follows-the-rules.ts", "lib/server/session/signs-in.ts", "lib/use-cases/used.ts"])(
  "the linter leaves %s alone, which follows the rules",
  (file) => {
    expect(found.get(file)).toBeUndefined();
  },
);
