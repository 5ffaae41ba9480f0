import { z } from "zod";
import { Severity } from "./severity.ts";
import { type MappedField, mappedFields, type SourceMapping } from "./source-mapping.ts";

const Path = z.string().trim().min(1).max(200);

/** A mapping as it is stored; see `source-mapping.ts` for what it means. */
export const MappingShape: z.ZodType<SourceMapping> = z.strictObject({
  version: z.literal(1),
  fields: z.strictObject(
    Object.fromEntries(mappedFields.map((name) => [name, Path.optional()])) as Record<
      MappedField,
      z.ZodOptional<typeof Path>
    >,
  ),
  severityWords: z
    .record(z.string().trim().min(1).max(60), Severity)
    .refine((words) => Object.keys(words).length <= 50, { error: "At most 50 words for severity." })
    .optional(),
  takesAnything: z.boolean().optional(),
});

/** Reads what somebody wrote; `problem` is a sentence that says where it doesn't fit. */
export function parseMapping(
  text: string,
): { ok: true; mapping: SourceMapping } | { ok: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: "The mapping is not JSON: look for a missing comma, quote or bracket." };
  }
  const parsed = MappingShape.safeParse(value);
  if (parsed.success) return { ok: true, mapping: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return { ok: false, problem: `The mapping doesn't fit: ${at}${issue?.message ?? "unknown part"}.` };
}
