import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { EnvProblem } from "./env-reader.ts";

const fileSchema = z.object({ env: z.record(z.string().regex(/^(ONEPASSWORD|OIDC)_[A-Z_]+$/), z.string()) });

export type SimulatorFileResult =
  | { ok: true; variables: Record<string, string> }
  | { ok: false; problem: EnvProblem };

/** Reads the variables that the running simulated account and identity provider have written for others. */
export function readSimulatorFile(dataDir: string): SimulatorFileResult {
  const file = path.join(dataDir, "simulator.json");
  try {
    return { ok: true, variables: fileSchema.parse(JSON.parse(readFileSync(file, "utf8"))).env };
  } catch {
    return {
      ok: false,
      problem: {
        variable: "DATA_DIR",
        message: `holds no ${file} that could be read, so the simulated 1Password account has not run here yet`,
        fix: "Run npm start or npm run simulator first, or configure an account (ONEPASSWORD_REGION and the rest).",
      },
    };
  }
}
