import { DomainError } from "#lib/domain/errors.ts";

export const maxDepth = 64;
export const maxFields = 500;

/**
 * Looks at a body before anything parses it. Nesting of thousands of levels overflows recursive readers, thousands of
 * fields keep the event loop busy: both end as a 500 of Next's otherwise.
 */
export function checkShape(contentType: string, body: string): DomainError | null {
  if (contentType.startsWith("multipart/form-data"))
    return checkFields(countOf(body, /content-disposition:/gi));
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return checkFields(countOf(body, /&/g) + 1);
  return depthOf(body) > maxDepth ? tooDeep() : null;
}

/** Values that nest too deep, or name keys by which prototypes are polluted. */
export function checkValue(value: unknown, depth = 0): DomainError | null {
  if (typeof value !== "object" || value === null) return null;
  if (depth >= maxDepth) return tooDeep();
  for (const [key, part] of Object.entries(value)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") {
      return new DomainError("malformed", { problem: "The body has a key that isn't accepted." });
    }
    const refusal = checkValue(part, depth + 1);
    if (refusal !== null) return refusal;
  }
  return null;
}

function checkFields(count: number): DomainError | null {
  if (count <= maxFields) return null;
  return new DomainError("malformed", { problem: `The form has more than ${maxFields} fields.` });
}

function tooDeep(): DomainError {
  return new DomainError("malformed", { problem: `The body is nested deeper than ${maxDepth} levels.` });
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;
  return count;
}

/** Greatest nesting of a JSON text, strings left out. Reads each character once and calls nothing. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (isString) {
      if (character === "\\") i += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === "[" || character === "{") deepest = Math.max(deepest, (depth += 1));
    else if (character === "]" || character === "}") depth -= 1;
  }
  return deepest;
}
