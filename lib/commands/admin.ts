import { parseArgs } from "node:util";
import { backup } from "./admin/backup.ts";
import { addSource } from "./admin/create-source.ts";
import { exportLog } from "./admin/export-log.ts";
import { AdminProblem, openPlace } from "./admin/open-place.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./admin/manage-keys.ts";
import { openNextEpoch } from "./admin/open-next-epoch.ts";
import { restore } from "./admin/restore.ts";

/* What is done to an installation without a browser, by whoever may read its keys and its database. */

const usage = `npm run admin -- COMMAND

  backup FILE               The whole database as one SQLite file, verified before it counts.
  restore FILE              A backup into an empty database. Nothing is overwritten.
  export-log DIR            log.jsonl, checkpoint.txt and policy.txt, for the verifier.
  create-key --name N --scopes a,b [--owner TEAM] [--purpose P] [--days D] [--agent]
                            A key for a machine, printed once. --agent: an AI agent holds it.
  list-keys                 The keys in use.
  revoke-key NAME           Refuses a key from its next request on.
  open-epoch --reason R     Goes on after a restored older database: a new tree that tells the loss for good.
  create-source --name N    A source of signals; prints its signing secret once. --preset P, --owner O.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reason: { type: "string" },
    name: { type: "string" },
    preset: { type: "string" },
    scopes: { type: "string" },
    owner: { type: "string" },
    purpose: { type: "string" },
    days: { type: "string" },
    agent: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

try {
  console.log(await run());
} catch (error) {
  if (!(error instanceof AdminProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run(): Promise<string> {
  const [command, path, ...more] = positionals;
  if (values.help || command === undefined) return usage;
  if (more.length > 0) throw new AdminProblem(`Too many words.\n\n${usage}`);
  switch (command) {
    case "backup":
      return backup(openPlace(), named(path, "the file to write"));
    case "restore":
      return restore(openPlace(), named(path, "the backup"));
    case "export-log":
      return exportLog(openPlace(), named(path, "the folder to write into"));
    case "create-key": {
      const { name, scopes, owner, purpose, days, agent } = values;
      return createApiKey(openPlace(), { name, scopes, owner, purpose, days, agent });
    }
    case "list-keys":
      return listApiKeys(openPlace());
    case "revoke-key":
      return revokeApiKey(openPlace(), named(path, "the key, by name or id"));
    case "open-epoch":
      return openNextEpoch(openPlace(), values.reason ?? "");
    case "create-source":
      return addSource(openPlace(), {
        name: values.name ?? path,
        preset: values.preset,
        owner: values.owner,
      });
    default:
      throw new AdminProblem(`There is no command ${command}.\n\n${usage}`);
  }
}

function named(path: string | undefined, what: string): string {
  if (path === undefined) throw new AdminProblem(`Name ${what}.\n\n${usage}`);
  return path;
}
