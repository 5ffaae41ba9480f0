import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashSources } from "./hash-sources.ts";
import type { Supervisor } from "./supervisor.ts";

export interface BuildInput {
  root: string;
  env: NodeJS.ProcessEnv;
  supervisor: Supervisor;
  say: (sentence: string) => void;
}

/** Builds the console when its sources aren't those of the last build. Gives the builder's words when it failed. */
export async function buildConsole({ root, env, supervisor, say }: BuildInput): Promise<string | null> {
  const stampFile = path.join(root, ".next", "countersign-build");
  const hash = hashSources(root);
  const isBuilt = existsSync(path.join(root, ".next", "BUILD_ID")) && existsSync(stampFile);
  if (isBuilt && readFileSync(stampFile, "utf8") === hash) return null;
  say("Building the console, which is done once for each version …");
  const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
  const { status, output } = await supervisor.run({ name: "The build", args: [next, "build"], env });
  if (status !== 0) return output;
  writeFileSync(stampFile, hash);
  return null;
}
