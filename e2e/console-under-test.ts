import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** The variables by which the global set-up tells the tests' processes what it started. */
export const consoleUrlVariable = "E2E_CONSOLE_URL";
export const dataDirVariable = "E2E_DATA_DIR";
export const simulatorUrlVariable = "E2E_SIMULATOR_URL";

/** `DATA_DIR/demo.json`, which the console writes for scripts. */
const demoSchema = z.object({
  url: z.url(),
  personas: z.array(z.object({ name: z.string(), role: z.string(), email: z.string() })),
  webhook: z.object({ source: z.string(), secret: z.string(), url: z.url() }),
  apiKey: z.string(),
});

export interface ConsoleUnderTest {
  /** Address of the console, without a slash at the end. */
  url: string;
  /** Address of the simulated 1Password account and its control door. */
  simulatorUrl: string;
  /** Absolute path of the console's `DATA_DIR`. */
  dataDir: string;
  demo: z.infer<typeof demoSchema>;
}

/** The console that the tests of this run speak to. */
export function consoleUnderTest(): ConsoleUnderTest {
  const dataDir = read(dataDirVariable);
  return {
    url: read(consoleUrlVariable),
    simulatorUrl: read(simulatorUrlVariable),
    dataDir,
    demo: demoSchema.parse(JSON.parse(readFileSync(path.join(dataDir, "demo.json"), "utf8"))),
  };
}

function read(variable: string): string {
  const value = process.env[variable];
  if (value === undefined)
    throw new Error(`${variable} is not set: start these tests by \`npx playwright test\`.`);
  return value;
}
