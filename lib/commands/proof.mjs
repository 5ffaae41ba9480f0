import { runCommand } from "./runtime.mjs";

runCommand({ module: "./proof.ts" });
