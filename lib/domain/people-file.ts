import { z } from "zod";
import { IdentityClass } from "./identity-class.ts";

/** The most people that one file may be about. */
export const mostPeople = 5_000;

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, { error: "is longer than 320 characters: shorten it" })
  .regex(/^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/u, { error: "is no e-mail address: write name@domain" });

const words = z
  .string()
  .trim()
  .max(200, { error: "is longer than 200 characters: shorten it" })
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
    error: "has a control character: remove it",
  })
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .default(null);

/** One person of the people file. Only the e-mail has to be there. */
export const PersonRow = z.strictObject({
  email,
  aliases: z.array(email).max(20, { error: "has more than 20 addresses: leave some out" }).default([]),
  manager: words,
  department: words,
  identityClass: IdentityClass.nullable().default(null),
  /** What stops when this identity stops. */
  dependents: z
    .array(z.string().trim().min(1).max(200, { error: "is longer than 200 characters: shorten it" }))
    .max(50, { error: "has more than 50 parts: leave some out" })
    .default([]),
  secondContact: words,
  /** Who answers for a third party. */
  partner: words,
  /** Who runs an agent or a workload. */
  operatingTeam: words,
});
export type PersonRow = z.infer<typeof PersonRow>;

/** Column of the CSV file → field. */
export const peopleColumns = {
  email: "email",
  aliases: "aliases",
  manager: "manager",
  department: "department",
  identity_class: "identityClass",
  dependents: "dependents",
  second_contact: "secondContact",
  partner: "partner",
  operating_team: "operatingTeam",
} as const satisfies Record<string, keyof PersonRow>;

/** A row as it came, with where it stands: the line of a file, or the place in a list from 1. */
export interface GivenRow {
  line: number;
  /** By field of `PersonRow`; what was left out is absent. */
  fields: Readonly<Record<string, unknown>>;
}

/** What is wrong with one row, and what to do about it. */
export interface RowError {
  line: number;
  field: string | null;
  problem: string;
}

export interface ReadRow {
  line: number;
  row: PersonRow;
}

/** The rows that can be read, and what is wrong with the others and among them. One error, and nothing is taken. */
export function readRows(given: readonly GivenRow[]): { rows: ReadRow[]; errors: RowError[] } {
  if (given.length > mostPeople) {
    const problem = `There are ${given.length} people, and a file may hold ${mostPeople}. Send it in parts.`;
    return { rows: [], errors: [{ line: given[mostPeople]?.line ?? 0, field: null, problem }] };
  }
  const rows: ReadRow[] = [];
  const errors: RowError[] = [];
  for (const { line, fields } of given) {
    const parsed = PersonRow.safeParse(fields);
    if (parsed.success) rows.push({ line, row: withoutItself(parsed.data) });
    else errors.push(...parsed.error.issues.map((issue) => toError(line, issue, fields)));
  }
  return { rows, errors: [...errors, ...findDoubles(rows)].sort((a, b) => a.line - b.line) };
}

/** An alias that is the e-mail itself, or comes twice, says nothing. */
function withoutItself(row: PersonRow): PersonRow {
  return { ...row, aliases: [...new Set(row.aliases)].filter((alias) => alias !== row.email).sort() };
}

function toError(line: number, issue: z.core.$ZodIssue, fields: GivenRow["fields"]): RowError {
  const field = issue.path.length === 0 ? null : String(issue.path[0]);
  if (issue.code === "unrecognized_keys") {
    return { line, field: issue.keys.join(", "), problem: "is no field of a person: remove it" };
  }
  if (field === "identityClass") {
    return { line, field, problem: `is no identity class: write one of ${IdentityClass.options.join(", ")}` };
  }
  if (field === "email" && (fields["email"] ?? "") === "") {
    return { line, field, problem: "is missing: every row needs an e-mail address" };
  }
  const isOurs = issue.code === "custom" || issue.code === "too_big" || issue.code === "invalid_format";
  return {
    line,
    field,
    problem: isOurs ? issue.message : "doesn't fit: look at the example and write it so",
  };
}

/** Two rows about one person, or one address claimed by two people. */
function findDoubles(rows: readonly ReadRow[]): RowError[] {
  const errors: RowError[] = [];
  const people = new Map<string, number>();
  for (const { line, row } of rows) {
    const first = people.get(row.email);
    if (first === undefined) people.set(row.email, line);
    else
      errors.push({ line, field: "email", problem: `stands in line ${first} already: keep one of the two` });
  }
  const aliases = new Map<string, { line: number; email: string }>();
  for (const { line, row } of rows) {
    for (const alias of row.aliases) {
      const own = people.get(alias);
      if (own !== undefined) {
        errors.push({
          line,
          field: "aliases",
          problem: `${alias} is the e-mail of line ${own}: an alias belongs to one person, remove it here`,
        });
      }
      const other = aliases.get(alias);
      if (other === undefined) aliases.set(alias, { line, email: row.email });
      else if (other.email !== row.email) {
        errors.push({
          line,
          field: "aliases",
          problem: `${alias} is claimed by line ${other.line} too: an alias belongs to one person, keep it in one row`,
        });
      }
    }
  }
  return errors;
}

/** A field that a file changes, as it is read; null is nothing. */
export interface FieldChange {
  field: keyof PersonRow;
  before: string | null;
  after: string | null;
}

const compared = Object.values(peopleColumns).filter((field) => field !== "email");

/** What differs between what is known and what a file says. */
export function changesBetween(before: PersonRow | null, after: PersonRow | null): FieldChange[] {
  return compared.flatMap((field) => {
    const [old, next] = [before, after].map((row) => (row === null ? null : shown(row[field])));
    return old === next ? [] : [{ field, before: old ?? null, after: next ?? null }];
  });
}

function shown(value: string | readonly string[] | null): string | null {
  if (value === null || typeof value === "string") return value;
  return value.length === 0 ? null : value.join("; ");
}
