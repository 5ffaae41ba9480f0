import type { UserReading, UserState } from "#lib/domain/directory.ts";
import { type UserAnswer, userAnswer } from "./answer-schemas.ts";

export type UserAnswerVerdict =
  | { ok: true; user: UserReading; warnings: string[] }
  | { ok: false; reason: "invalid" | "wrong_user" };

/** Turns the body of an answer about one person into a reading, or says why it can't be one. */
export function readUserAnswer(
  body: unknown,
  { userId, accountId, arrivedAt }: { userId: string; accountId: string; arrivedAt: Date },
): UserAnswerVerdict {
  const parsed = userAnswer.safeParse(body);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  if (parsed.data.id !== userId) return { ok: false, reason: "wrong_user" };
  const expectedPath = `accounts/${accountId}/users/${userId}`;
  const warnings =
    parsed.data.path === expectedPath
      ? []
      : [`1Password named the path ${parsed.data.path.slice(0, 500)} where ${expectedPath} was expected.`];
  return { ok: true, user: toReading(parsed.data, arrivedAt), warnings };
}

export function toReading(answer: UserAnswer, arrivedAt: Date): UserReading {
  return {
    userId: answer.id,
    email: answer.email,
    name: answer.display_name,
    state: toState(answer.state),
    rawState: answer.state,
    readAt: arrivedAt,
  };
}

function toState(raw: string): UserState {
  return raw === "ACTIVE" || raw === "SUSPENDED" ? raw : "UNKNOWN";
}
