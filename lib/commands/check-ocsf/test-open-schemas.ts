import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { compileSchemas, type Schemas } from "./compile-schemas.ts";
import { readSchemas } from "./read-schemas.ts";
import { writeTestSchemas } from "./test-schemas.ts";

/** A folder of small schemas for one test. */
export function testSchemaFolder(version = "1.8.0"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-ocsf-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeTestSchemas(folder, version);
  return folder;
}

export function openTestSchemas(version = "1.8.0"): Schemas {
  return compileSchemas(readSchemas(testSchemaFolder(version)));
}
