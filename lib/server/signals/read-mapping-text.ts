import { DomainError } from "#lib/domain/errors.ts";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import { parseMapping } from "#lib/domain/source-mapping-schema.ts";

/** A mapping as somebody wrote it; empty is none. Throws `invalid_input` with where it doesn't fit. */
export function readMappingText(text: string | null): SourceMapping | null {
  if (text === null || text.trim() === "") return null;
  const read = parseMapping(text);
  if (!read.ok) throw new DomainError("invalid_input", { problem: read.problem });
  return read.mapping;
}
