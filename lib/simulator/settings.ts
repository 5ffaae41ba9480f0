import path from "node:path";
import { z } from "zod";

export interface SimulatorSettings {
  ports: { onepassword: number; identityProvider: number };
  /** Absolute. */
  dataDir: string;
  /** Where the console is, for the address that signing in leads back to. */
  consoleUrl: string;
}

const port = (standard: number) =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce.number().int().min(0).max(65_535).default(standard),
  );
const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

const schema = z.object({
  SIMULATOR_PORT: port(3901),
  SIMULATOR_IDP_PORT: port(3902),
  PORT: port(3000),
  DATA_DIR: text,
  PUBLIC_URL: text,
});

/** Reads the variables that concern the simulated world. Throws with their names when one can't be used. */
export function readSettings(source: NodeJS.ProcessEnv): SimulatorSettings {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    throw new Error(
      `${parsed.error.issues.map((issue) => issue.path.join()).join(", ")}: use a port from 1 to 65535.`,
    );
  }
  const { SIMULATOR_PORT, SIMULATOR_IDP_PORT, PORT, DATA_DIR, PUBLIC_URL } = parsed.data;
  return {
    ports: { onepassword: SIMULATOR_PORT, identityProvider: SIMULATOR_IDP_PORT },
    dataDir: path.resolve(DATA_DIR ?? "data"),
    consoleUrl: (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, ""),
  };
}
