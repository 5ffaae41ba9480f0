import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { checkVector } from "./vectors/check-vector.ts";

/*
 * Holds the log's two verifying functions against test vectors that others published: one JSON file each, anywhere under
 * the folder, in the form of transparency-dev/merkle's testdata (inclusion and consistency).
 */

const usage = "npm run vectors -- FOLDER";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", default: false } },
});
const [folder, ...more] = positionals;
if (values.help || folder === undefined || more.length > 0) {
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}
if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
  console.error(`${folder} is no folder.`);
  process.exit(1);
}

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .sort();
const results = files.map((file) => ({ file, verdict: checkVector(read(path.join(folder, file))) }));
const wrong = results.filter(({ verdict }) => verdict === "wrong");
const foreign = results.filter(({ verdict }) => verdict === "unknown");
const checked = results.length - foreign.length;

for (const { file } of wrong) console.log(`WRONG: ${file}`);
for (const { file } of foreign) console.log(`not such a vector, so not checked: ${file}`);
console.log(`${checked - wrong.length} of ${checked}`);
process.exit(checked === 0 || wrong.length > 0 || foreign.length > 0 ? 1 : 0);

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
