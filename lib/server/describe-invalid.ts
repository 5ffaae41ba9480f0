import type { z } from "zod";

import { DomainError } from "#lib/domain/errors.ts";

/**
 * Words for input that doesn't fit. Wrong shape (a list for a text, an unknown key) is `malformed`, 400: no form of ours
 * sends it. A value out of bounds is `invalid_input`, 422: somebody typed it and can mend it.
 */
export function describeInvalid(error: z.ZodError): DomainError {
  const [first] = error.issues;
  const isShape = error.issues.some(
    (issue) => issue.code === "invalid_type" || issue.code === "unrecognized_keys",
  );
  const path = first?.path.join(".") ?? "";
  const problem = `${path === "" ? "" : `${path}: `}${first?.message ?? "The input doesn't fit."}`;
  return new DomainError(isShape ? "malformed" : "invalid_input", {
    problem: /[.!?]$/.test(problem) ? problem : `${problem}.`,
  });
}
