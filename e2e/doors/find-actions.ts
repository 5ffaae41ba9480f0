import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const manifestFile = fileURLToPath(
  new URL("../../.next/server/server-reference-manifest.json", import.meta.url),
);
const Manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), filename: z.string() })),
});

export interface ServerAction {
  /** The id by which a page calls it: anybody may read it in the page's scripts. */
  id: string;
  name: string;
  file: string;
}

/** Every server action of the build under test, each of which is a public POST endpoint. */
export function findActions(): ServerAction[] {
  const { node } = Manifest.parse(JSON.parse(readFileSync(manifestFile, "utf8")));
  return Object.entries(node)
    .map(([id, { exportedName, filename }]) => ({ id, name: exportedName, file: filename }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

export function findAction(name: string): ServerAction {
  const found = findActions().find((action) => action.name === name);
  if (found === undefined) throw new Error(`The build has no server action ${name}.`);
  return found;
}
