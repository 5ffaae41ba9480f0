import { zipSync, type Zippable } from "fflate";
import type { PackageFile } from "./package-file.ts";

// The zip format knows local time only; this is the same moment in every zone, and the first that it can write.
const always = new Date(1980, 0, 1);
// Small files are stored: a proof hardly gets smaller, and there may be thousands.
const worthDeflating = 4_096;

/**
 * One zip of all files in the order given. Deflated in JavaScript: zlib's bytes differ between processors, and the same
 * package has to be the same bytes everywhere.
 */
export function writeZip(files: readonly PackageFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { path, bytes } of files) {
    entries[path] = [bytes, { level: bytes.length < worthDeflating ? 0 : 6 }];
  }
  return zipSync(entries, { mtime: always });
}
