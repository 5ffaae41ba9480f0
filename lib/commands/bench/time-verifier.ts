import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { verifyPaths } from "#lib/verify/verify.ts";

/*
 * A process of its own, for its time and its peak of memory: verifies an exported log, or does the least that anybody
 * has to do who reads it, which is one SHA-256 over its bytes, and JSON.parse of each line and of the entry in it.
 */

const [what = "", folder = ""] = process.argv.slice(2);
const startedAtMs = performance.now();
if (what === "verify") {
  const { exit, lines } = await verifyPaths([folder]);
  if (exit !== 0) throw new Error(lines.slice(0, 5).join("\n"));
} else {
  readOnly(path.join(folder, "log.jsonl"));
}
const ms = performance.now() - startedAtMs;
console.log(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1_024 }));

function readOnly(file: string): void {
  const hash = createHash("sha256");
  const decoder = new TextDecoder();
  const piece = Buffer.alloc(1_048_576);
  const handle = openSync(file, "r");
  let rest: Buffer = Buffer.alloc(0);
  for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
    hash.update(piece.subarray(0, read));
    rest = Buffer.concat([rest, piece.subarray(0, read)]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      const { leaf } = JSON.parse(decoder.decode(rest.subarray(start, end))) as { leaf: string };
      JSON.parse(decoder.decode(Buffer.from(leaf, "base64")));
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  closeSync(handle);
  hash.digest();
}
