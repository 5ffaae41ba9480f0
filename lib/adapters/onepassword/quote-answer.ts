import { errorAnswer } from "./answer-schemas.ts";
import type { HttpOutcome } from "./http-call.ts";
import type { AnswerBody } from "./read-json-body.ts";

/** The error that 1Password put into its answer, or null when there was none of the known form. */
export function errorIn(body: AnswerBody): { code: number; message: string } | null {
  if (body.kind !== "json") return null;
  return errorAnswer.safeParse(body.value).data ?? null;
}

/** 1Password's own words as a short piece of plain text, or nothing. Marks that could reorder or hide text go. */
export function quoteAnswer(body: AnswerBody): string {
  const words = errorIn(body)
    ?.message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .trim()
    .slice(0, 300);
  return words === undefined || words === "" ? "" : ` 1Password's words: “${words}”.`;
}

/**
 * Takes secrets out of an answer's error text, before anybody quotes or shortens it: a proxy may repeat in its error
 * what was sent to it.
 */
export function withoutSecrets(outcome: HttpOutcome, secrets: readonly string[]): HttpOutcome {
  if (outcome.kind !== "answer") return outcome;
  const error = errorIn(outcome.body);
  if (error === null) return outcome;
  const message = secrets.reduce(
    (text, secret) => (secret === "" ? text : text.replaceAll(secret, "[removed]")),
    error.message,
  );
  return { ...outcome, body: { kind: "json", value: { code: error.code, message } } };
}
