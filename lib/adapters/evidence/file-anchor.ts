import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Anchor } from "#lib/ports/seal.ts";

/**
 * Appends each checkpoint to a file: `checkpoints.jsonl`, one `{ anchoredAt, note }` a line. It protects only where
 * `folder` lies under another owner or mount than the database and the key.
 */
export function createFileAnchor(folder: string): Anchor {
  const file = path.join(folder, "checkpoints.jsonl");
  return {
    name: "file",
    place: file,
    async take(note, at) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const line = `${JSON.stringify({ anchoredAt: at.toISOString(), note })}\n`;
      await appendFile(file, line, { mode: 0o600, flush: true });
    },
  };
}
