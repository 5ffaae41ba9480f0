import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkEvent, type Finding } from "./check-ocsf/check-event.ts";
import { compileSchemas, type Schemas } from "./check-ocsf/compile-schemas.ts";
import { readSchemas } from "./check-ocsf/read-schemas.ts";

/*
 * Holds OCSF events, a JSON object a line, against published class definitions: a folder in the form of
 * ocsf/ocsf-schema or a part of it. Exit status 0: every line is as its class says. 1: one isn't. 2: nothing could be
 * checked.
 */

const usage = "npm run check-ocsf -- SCHEMAS FILE…";
const warningsShown = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", default: false } },
});
const [folder, ...files] = positionals;
if (values.help || folder === undefined || files.length === 0) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

process.exit(checkFiles(openSchemas(folder), files));

function openSchemas(from: string): Schemas {
  try {
    return compileSchemas(readSchemas(from));
  } catch (error) {
    return giveUp(
      `The schemas in ${from} can't be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function checkFiles(schemas: Schemas, paths: readonly string[]): 0 | 1 {
  const failed: string[] = [];
  const warned = new Map<string, number>();
  const classes = new Map<string, number>();
  let lines = 0;
  for (const path of paths) {
    for (const [at, line] of read(path).entries()) {
      if (line.trim() === "") continue;
      lines += 1;
      const { className, errors, warnings } = checkLine(line, schemas);
      if (className !== null) classes.set(className, (classes.get(className) ?? 0) + 1);
      for (const { path: where, words } of errors)
        failed.push(`${path}:${at + 1}: ${where || "the event"} ${words}`);
      for (const { path: where, words } of warnings) {
        const sentence = `${where.replaceAll(/\[\d+\]/g, "[]")} ${words}`;
        warned.set(sentence, (warned.get(sentence) ?? 0) + 1);
      }
    }
  }
  if (lines === 0) return giveUp("There is no line in it: nothing was checked.");
  for (const [sentence, count] of [...warned].slice(0, warningsShown))
    console.log(`warning, ${count} ×: ${sentence}`);
  const counts = [...classes].map(([name, count]) => `${count} ${name}`).join(", ");
  const [first, ...more] = failed;
  if (first === undefined) {
    console.log(`${lines} lines are as OCSF ${schemas.version} says: ${counts}.`);
    return 0;
  }
  console.log(first);
  if (more.length > 0) console.log(`and ${more.length} more:\n${more.slice(0, 50).join("\n")}`);
  return 1;
}

function checkLine(line: string, schemas: Schemas): ReturnType<typeof checkEvent> {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    const errors: Finding[] = [{ path: "", words: "is no JSON" }];
    return { className: null, errors, warnings: [] };
  }
  return checkEvent(event, schemas);
}

function read(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch (error) {
    return giveUp(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function giveUp(words: string): never {
  console.error(words);
  process.exit(2);
}
