import { z } from "zod";
import { Severity } from "./severity.ts";

/**
 * Where a source's events keep what. Once a field is mapped it is looked for there and nowhere else; what isn't mapped
 * is found as for every event of unknown shape. A path is names parted by dots, compared without case; `[0]` takes one
 * item of a list, without it a list is walked: `entities.user.email`.
 */
const Path = z.string().trim().min(1).max(200);

export const mappedFields = [
  "email",
  "onepasswordId",
  "username",
  "displayName",
  "title",
  "severity",
  "confidence",
  "rule",
  "id",
  "time",
  "ip",
  "url",
  "description",
] as const;
export type MappedField = (typeof mappedFields)[number];

export const mappedFieldWords: Readonly<Record<MappedField, string>> = {
  email: "E-mail of the person",
  onepasswordId: "1Password id of the person",
  username: "User name",
  displayName: "Name shown",
  title: "Title",
  severity: "Severity",
  confidence: "Confidence",
  rule: "Rule",
  id: "Id of the event",
  time: "Time",
  ip: "Address",
  url: "Link",
  description: "Description",
};

/** Any of these mapped means: the person is whom these paths name, or nobody. */
export const subjectFields = ["email", "onepasswordId", "username", "displayName"] as const;

export const SourceMapping = z.strictObject({
  version: z.literal(1),
  fields: z.strictObject(
    Object.fromEntries(mappedFields.map((name) => [name, Path.optional()])) as Record<
      MappedField,
      z.ZodOptional<typeof Path>
    >,
  ),
  /** The sender's words for severity, compared without case, and what they mean. */
  severityWords: z
    .record(z.string().trim().min(1).max(60), Severity)
    .refine((words) => Object.keys(words).length <= 50, { error: "At most 50 words for severity." })
    .optional(),
  /** Takes events that aren't objects too, as `value`: text lines, lists, and texts that hold JSON, which is opened. */
  takesAnything: z.boolean().optional(),
});
export type SourceMapping = z.infer<typeof SourceMapping>;

export const emptyMapping: SourceMapping = { version: 1, fields: {} };

/** The one spelling of a mapping: what its digest is taken of, and what is stored and shown. */
export function writeMapping(mapping: SourceMapping): string {
  const fields = Object.fromEntries(
    mappedFields.flatMap((name) => {
      const path = mapping.fields[name];
      return path === undefined ? [] : [[name, path] as const];
    }),
  );
  const words = Object.entries(mapping.severityWords ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(
    {
      version: 1,
      fields,
      ...(words.length > 0 && { severityWords: Object.fromEntries(words) }),
      ...(mapping.takesAnything === true && { takesAnything: true }),
    },
    null,
    2,
  );
}

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
  const parsed = SourceMapping.safeParse(value);
  if (parsed.success) return { ok: true, mapping: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return { ok: false, problem: `The mapping doesn't fit: ${at}${issue?.message ?? "unknown part"}.` };
}
