import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";

/**
 * The offline verifier as the program that lies in every package: its one source file without types, so that Node 20
 * runs it. `root` is the project's folder. Read once.
 */
export function openVerifierProgram(root: string): () => string {
  let program: string | null = null;
  return () => {
    program ??= strip(readFileSync(path.join(root, "lib", "verify", "verify.ts"), "utf8"));
    return program;
  };
}

/** Types become blanks, which nobody needs at the ends of lines. */
function strip(source: string): string {
  return stripTypeScriptTypes(source).replace(/[ \t]+$/gm, "");
}
