import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const manifestFile = fileURLToPath(
  new URL("../../.next/server/server-reference-manifest.json", import.meta.url),
);
const Manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      exportedName: z.string(),
      filename: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
});

export interface ServerAction {
  /** The id by which a page calls it: anybody may read it in the page's scripts. */
  id: string;
  name: string;
  file: string;
  /** Address of a page that it can be called on, its parameters being those of a case that isn't there. */
  path: string;
}

/** Every server action of the build under test, each of which is a public POST endpoint. */
export function findActions(): ServerAction[] {
  const { node } = Manifest.parse(JSON.parse(readFileSync(manifestFile, "utf8")));
  return Object.entries(node)
    .map(([id, { exportedName, filename, workers }]) => ({
      id,
      name: exportedName,
      file: filename,
      path: pathOf(Object.keys(workers)[0] ?? ""),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

export function findAction(name: string): ServerAction {
  const found = findActions().find((action) => action.name === name);
  if (found === undefined) throw new Error(`The build has no server action ${name}.`);
  return found;
}

/** `app/(console)/cases/[key]/page` is served at `/cases/…`. */
function pathOf(worker: string): string {
  return worker
    .replace(/^app/, "")
    .replace(/\/page$/, "")
    .replaceAll(/\/\([^)]+\)/g, "")
    .replaceAll(/\[[^\]]+\]/g, "IR-0");
}
