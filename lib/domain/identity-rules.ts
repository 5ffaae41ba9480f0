import { z } from "zod";
import { IdentityClass } from "./identity-class.ts";

/** Gives a class to whoever fits all that is named; the first rule that fits decides. */
export const IdentityRule = z.strictObject({
  identityClass: IdentityClass,
  /** E-mail with `*` for any letters, e.g. `svc-*@acme.example` or `*@partner.example`. */
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .regex(/^[^\s,;]+$/)
    .nullable(),
  /** Department of the people file, compared without case. */
  department: z.string().trim().min(1).max(200).nullable(),
});
export type IdentityRule = z.infer<typeof IdentityRule>;

export const IdentityRules = z.array(IdentityRule).max(100);
export type IdentityRules = z.infer<typeof IdentityRules>;

/** Name of the setting in the store. */
export const identityRulesName = "identity-rules";

/** The rule that gives this person a class, or null. */
export function findRule(
  rules: IdentityRules,
  person: { email: string; department: string | null },
): IdentityRule | null {
  const email = person.email.trim().toLowerCase();
  const department = person.department?.trim().toLowerCase() ?? null;
  return (
    rules.find(
      (rule) =>
        (rule.email !== null || rule.department !== null) &&
        (rule.email === null || fits(rule.email, email)) &&
        (rule.department === null || rule.department.toLowerCase() === department),
    ) ?? null
  );
}

/** Compares piece by piece, so that no pattern takes longer than its text: `*` is any number of letters. */
function fits(pattern: string, text: string): boolean {
  const pieces = pattern.split("*");
  const first = pieces[0] ?? "";
  if (pieces.length === 1) return text === pattern;
  const last = pieces.at(-1) ?? "";
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** A rule in words, for the log: patterns are no person's data. */
export function tellRule({ identityClass, email, department }: IdentityRule): string {
  const when = [
    ...(email === null ? [] : [`e-mail ${email}`]),
    ...(department === null ? [] : [`department ${department}`]),
  ];
  return `${identityClass} for ${when.join(" and ")}`;
}
