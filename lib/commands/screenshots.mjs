import { runCommand } from "./runtime.mjs";

runCommand({ module: "./screenshots.ts" });
