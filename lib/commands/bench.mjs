import { runCommand } from "./runtime.mjs";

runCommand({ module: "./bench.ts" });
