import { canonicalText, type CanonicalValue } from "#lib/log/canonical.ts";
import { sha256Hex } from "#lib/log/hashes.ts";

/** A file of an evidence package. `path` is relative, with slashes. */
export interface PackageFile {
  path: string;
  bytes: Uint8Array;
}

export function textFile(path: string, text: string): PackageFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** Canonical JSON in one line, so that the same facts are always the same bytes. */
export function jsonFile(path: string, value: CanonicalValue): PackageFile {
  return textFile(path, `${canonicalText(value)}\n`);
}

/** One canonical line for each value. */
export function jsonLinesFile(path: string, values: readonly CanonicalValue[]): PackageFile {
  return textFile(path, values.map((value) => `${canonicalText(value)}\n`).join(""));
}

/** How a file is listed in the manifest. */
export function listed({ path, bytes }: PackageFile): { path: string; sha256: string; bytes: number } {
  return { path, sha256: sha256Hex(bytes), bytes: bytes.length };
}
