import type { Right } from "#lib/domain/views/parts.ts";

/** Whoever lacks the role gets no control; everybody else reads why not beside it. */
export function mayTry(right: Right): boolean {
  return right.allowed || right.code !== "role_missing";
}
