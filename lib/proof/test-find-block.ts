import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const begin = /^(?=[ \t]*(?:test|it)(?:\.each|\.for)?\b)/m;

/** The source of the one test in this file that has this title, or this row of its table; null when there is none. */
export function findTestBlock(file: string, title: string): string | null {
  let source: string;
  try {
    source = readFileSync(path.join(root, file), "utf8");
  } catch {
    return null;
  }
  const quoted = JSON.stringify(title);
  return source.split(begin).find((block) => block.includes(quoted)) ?? null;
}
