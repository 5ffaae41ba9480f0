import { defineConfig } from "oxlint";
import { layerOverrides } from "./lib/commands/lint/layers.ts";

const repeatable = "This code is repeatable: time and chance come in as arguments.";

export default defineConfig({
  plugins: [
    "typescript",
    "import",
    "unicorn",
    "oxc",
    "react",
    "jsx-a11y",
    "nextjs",
    "vitest",
    "promise",
    "node",
  ],
  jsPlugins: ["./lib/commands/lint/no-clock.mjs"],
  categories: { correctness: "error" },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["node_modules/", "**/.next/", "data/", "next-env.d.ts", "db/migrations/"],
  settings: { react: { version: "19.3.1" } },
  rules: {
    // A live region is clearer as `role="status"`, and a region that scrolls must be reachable by keyboard.
    "jsx-a11y/no-noninteractive-tabindex": "off",
    "jsx-a11y/prefer-tag-over-role": "off",
    eqeqeq: "error",
    "max-lines": ["error", { max: 300 }],
    "no-console": "error",
    // Control characters are looked for on purpose: in addresses, names and reasons that come from outside.
    "no-control-regex": "off",
    "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    "no-var": "error",
    "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
    "prefer-const": "error",
    "import/no-commonjs": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "nextjs/no-assign-module-variable": "off",
    "node/no-process-env": "error",
    "promise/no-multiple-resolved": "error",
    "react/exhaustive-deps": "error",
    "react/no-danger": "error",
    "react/rules-of-hooks": "error",
    "typescript/await-thenable": "error",
    "typescript/ban-ts-comment": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    // React awaits nothing that an event handler returns, and says so in its types.
    "typescript/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    "typescript/no-non-null-assertion": "error",
    "typescript/no-unnecessary-type-assertion": "error",
    "typescript/only-throw-error": "error",
    "typescript/prefer-promise-reject-errors": "error",
    // A `default` would swallow the member that is added next year.
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: false }],
    // There are no classes here, so no function has a `this` to lose.
    "typescript/unbound-method": "off",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/prefer-node-protocol": "error",
    "vitest/no-disabled-tests": "error",
    "vitest/no-focused-tests": "error",
    "vitest/no-identical-title": "error",
    "vitest/require-to-throw-message": "off",
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
  },
  overrides: [
    ...layerOverrides,
    {
      files: ["lib/domain/**", "lib/log/**"],
      rules: {
        "countersign/no-clock": "error",
        "no-restricted-properties": [
          "error",
          { object: "Date", property: "now", message: repeatable },
          { object: "Math", property: "random", message: repeatable },
          { object: "performance", property: "now", message: repeatable },
        ],
      },
    },
    {
      // The policy's own word: a rule says `when` and `then`, and no policy is ever awaited.
      files: ["lib/domain/**", "lib/use-cases/policies/**", "components/policies/**"],
      rules: { "unicorn/no-thenable": "off" },
    },
    {
      // The verifier is one file on purpose: an auditor can read it, and it goes into each package as it is.
      files: ["lib/verify/verify.ts"],
      rules: { "max-lines": ["error", { max: 1410 }] },
    },
    {
      // Next, vitest and playwright want default exports here.
      files: [
        "app/**",
        "*.config.{ts,mjs}",
        "lib/commands/lint/**",
        "**/provide-*.ts",
        "e2e/start-console.ts",
      ],
      rules: { "import/no-default-export": "off" },
    },
    {
      // The environment is read in one place, handed over where a process starts, and set for next-auth, which
      // takes its own address from nowhere else.
      files: [
        "lib/server/env.ts",
        "lib/server/start-services.ts",
        "lib/server/session/call-next-auth.ts",
        "instrumentation.ts",
        "lib/simulator/main.ts",
        "lib/commands/**",
        "e2e/**",
        "*.config.{ts,mjs}",
      ],
      rules: { "node/no-process-env": "off" },
    },
    { files: ["lib/commands/**", "lib/simulator/**"], rules: { "no-console": "off" } },
    {
      files: ["**/*.test.{ts,tsx}", "**/test-*.ts", "e2e/**"],
      rules: {
        "countersign/no-clock": "off",
        "no-console": "off",
        "no-restricted-properties": "off",
        "node/no-process-env": "off",
      },
    },
    // No hook lives there, and a function such as `useKey` is not one.
    {
      files: ["lib/{adapters,commands,server,simulator,use-cases}/**"],
      rules: { "react/rules-of-hooks": "off" },
    },
    {
      // Playwright's `expect` and fixtures look like vitest's and React's, and are neither.
      files: ["e2e/**"],
      rules: {
        "react/rules-of-hooks": "off",
        "vitest/no-standalone-expect": "off",
        "vitest/valid-expect": "off",
      },
    },
  ],
});
