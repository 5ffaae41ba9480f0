import { runCommand } from "./runtime.mjs";

runCommand({ module: "../simulator/main.ts" });
