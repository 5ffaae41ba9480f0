import { runCommand } from "./runtime.mjs";

runCommand({ module: "./check-ocsf.ts" });
