import path from "node:path";
import { runCommand } from "./runtime.mjs";

// The command runs at the project's root, but paths are meant from where they were typed.
const typedIn = (process.env.npm_lifecycle_event === "send-signals" && process.env.INIT_CWD) || process.cwd();
const given = process.argv.splice(2);
process.argv.push(
  ...given.map((word, at) => {
    const isValue = /^--(url|source|secret|key|per-body)$/.test(given[at - 1] ?? "");
    return word.startsWith("--") || isValue ? word : path.resolve(typedIn, word);
  }),
);

runCommand({ module: "./send-signals.ts", unableStatus: 2 });
