import { runCommand } from "./runtime.mjs";

runCommand({ module: "./start.ts" });
