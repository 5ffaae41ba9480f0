import path from "node:path";
import { fileURLToPath } from "node:url";

const binFolder = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));

/** All that the console reads (see the README); `DEMO` and `PORT` are whole names, the others beginnings. */
const productVariables =
  /^(DEMO$|PORT$|DATA_|DATABASE_URL|PUBLIC_URL|ONEPASSWORD_|OIDC_|LOG_|COOKIE_SECRET|TRUSTED_PROXIES|SIMULATOR_|OP_|NEXTAUTH_|NODE_ENV$)/;

/**
 * The environment for everything that the tests start: without the variables of the console, so that no test ever
 * speaks to the real account that a developer's shell is set up for.
 */
export function testEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !productVariables.test(name));
  const variables: Record<string, string | undefined> = Object.fromEntries(kept);
  return {
    ...(variables as NodeJS.ProcessEnv),
    // The project's own Node first, as npm has it, also where a command was started by hand.
    PATH: [binFolder, variables["PATH"] ?? ""].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
