import { runCommand } from "./runtime.mjs";

runCommand({ module: "./admin.ts" });
