import path from "node:path";
import { runCommand } from "./runtime.mjs";

/** Of the verifier's exit status: nothing was checked, which is neither a yes nor a no. */
const couldNotCheck = 2;

const given = process.argv.splice(2);
if (given.every((word) => word.startsWith("--"))) {
  process.stderr.write(
    "npm run verify -- [--backup] PATH…\n\n" +
      "Could not check: no path was given. A PATH is a database, a backup, an exported log, an evidence package (folder or\n" +
      "zip), a policy with the keys that you trust, or anchors. With --backup a PATH is an older copy of the database, and\n" +
      "nothing that lies beside it counts but the policy.\n",
  );
  process.exit(couldNotCheck);
}
// The command runs at the project's root, but paths are meant from where they were typed.
const typedIn = (process.env.npm_lifecycle_event === "verify" && process.env.INIT_CWD) || process.cwd();
process.argv.push(...given.map((word) => (word.startsWith("--") ? word : path.resolve(typedIn, word))));

runCommand({ module: "../verify/verify.ts", unableStatus: couldNotCheck });
