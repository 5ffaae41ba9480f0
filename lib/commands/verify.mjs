import path from "node:path";
import { runCommand } from "./runtime.mjs";

// The command runs at the project's root, but paths are meant from where they were typed.
const typedIn = (process.env.npm_lifecycle_event === "verify" && process.env.INIT_CWD) || process.cwd();
const paths = process.argv.splice(2).map((given) => path.resolve(typedIn, given));
process.argv.push(...paths);

runCommand({ module: "../verify/verify.ts" });
