import { runCommand } from "./runtime.mjs";

runCommand({ module: "./vectors.ts" });
