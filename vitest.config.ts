import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const storeTests = "**/*.store.test.ts";
const elsewhere = ["**/node_modules/**", ".next/**", "e2e/**", "data/**"];

/** The package throws on import outside a server bundle; tests are the server. */
const resolve = {
  alias: { "server-only": fileURLToPath(new URL("lib/commands/test/empty.ts", import.meta.url)) },
};

/** The same files once per database: what one store may rely on, the other has to keep. */
const storeProject = {
  include: [storeTests],
  exclude: elsewhere,
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    // Vitest leaves a core free by itself, and on two cores that is half of them.
    maxWorkers: "100%",
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, storeTests],
          testTimeout: 15_000,
        },
      },
      { resolve, test: { ...storeProject, name: "sqlite" } },
      {
        resolve,
        test: { ...storeProject, name: "postgres", globalSetup: ["lib/commands/test/provide-postgres.ts"] },
      },
    ],
  },
});
