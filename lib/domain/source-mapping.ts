import type { Severity } from "./severity.ts";

/*
 * Where a source's events keep what. Once a field is mapped it is looked for there and nowhere else; what isn't mapped
 * is found as for every event of unknown shape. A path is names parted by dots, compared without case; `[0]` takes one
 * item of a list, without it a list is walked: `entities.user.email`. Its schema stands apart, for the browser may make
 * no schema of an object: that tries to compile code, which the page's policy refuses.
 */
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

export interface SourceMapping {
  version: 1;
  fields: Partial<Record<MappedField, string | undefined>>;
  /** The sender's words for severity, compared without case, and what they mean. */
  severityWords?: Record<string, Severity> | undefined;
  /** Takes events that aren't objects too, as `value`: text lines, lists, and texts that hold JSON, which is opened. */
  takesAnything?: boolean | undefined;
}

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

/**
 * A mapping while it is being written, for the controls beside it: null where it isn't even an object with fields. What
 * else doesn't fit the server says.
 */
export function draftMapping(text: string): SourceMapping | null {
  if (text.trim() === "") return emptyMapping;
  try {
    const value: unknown = JSON.parse(text);
    const isMapping =
      typeof value === "object" &&
      value !== null &&
      "fields" in value &&
      typeof value.fields === "object" &&
      value.fields !== null;
    return isMapping ? (value as SourceMapping) : null;
  } catch {
    return null;
  }
}
