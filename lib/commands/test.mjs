import { runCommand } from "./runtime.mjs";

runCommand({ module: "./test.ts" });
