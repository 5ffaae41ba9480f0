import type { Credential, ReadResult } from "#lib/domain/directory.ts";
import { readUserAnswer } from "./read-user-answer.ts";
import { readWithToken } from "./read-with-token.ts";
import { idPattern } from "./routes.ts";
import type { UsersApiContext } from "./users-api-context.ts";

/** Reads one person. Never rejects: what went wrong is in the result. */
export async function readUser(
  context: UsersApiContext,
  { userId, credential, signal }: { userId: string; credential: Credential; signal?: AbortSignal },
): Promise<ReadResult> {
  if (!idPattern.test(userId)) return invalidId;
  // Before any wait or retry: whoever asks what could still land later must not be told a moment that is too late.
  const askedAt = context.clock.now();
  const read = await readWithToken(context, {
    credential,
    signal,
    purpose: "read",
    url: context.routes.user(userId),
    priority: credential === "look-up" ? "page" : "executor",
  });
  if (!read.ok) {
    context.health.failed(credential, read);
    return read;
  }
  const { accountId } = context;
  const answer = readUserAnswer(read.value, { userId, accountId, arrivedAt: read.arrivedAt });
  if (answer.ok) {
    context.health.worked(credential);
    return { ok: true, user: answer.user, askedAt, exchange: read.exchange, warnings: answer.warnings };
  }
  const message =
    answer.reason === "wrong_user"
      ? "1Password answered about another person. Nothing was stored. Try again; if it stays so, tell 1Password."
      : "1Password's answer about this person lacks something that it must have. Nothing was stored.";
  context.health.failed(credential, { code: "invalid_answer", message });
  return { ok: false, code: "invalid_answer", message, exchange: read.exchange };
}

const invalidId: ReadResult = {
  ok: false,
  code: "invalid_id",
  message: "This is not the form of a 1Password user id. Nothing was asked. Check the id.",
  exchange: null,
};
