import type { Actor } from "#lib/domain/actor.ts";
import { type ActionAnswer, type UserReading, wantedState } from "#lib/domain/directory.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import type { AttemptRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { aboutRequest, moveRequest } from "#lib/use-cases/move-request.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { releaseRequest } from "./release-request.ts";

const readWithinMs = 20_000;

interface Call {
  request: RequestRecord;
  attempt: number;
  before: UserReading;
  answer: ActionAnswer;
}

/** Writes down what became of a call, without ever calling more certain what isn't. */
export async function recordAnswer(services: Services, actor: Actor, call: Call): Promise<void> {
  const { request, answer } = call;
  switch (answer.kind) {
    case "answered":
      return recordAnswered(services, actor, call, answer);
    case "refused":
      await moveRequest(services, actor, request.id, {
        event: () => ({ kind: "refuse", fence: request.fence }),
        patch: () => ({
          outcome: {
            code: answer.code,
            message: answer.message,
            how: "refused",
            before: seen(call.before),
            answer: null,
            after: null,
          },
        }),
        entries: (before, after) => [
          answeredEntry(call, "refused", answer.code, answer.message),
          {
            type: after.status === "refused" ? "outcome.settled" : "outcome.unknown",
            before: before.status,
            after: after.status,
            outcome: { result: after.status, code: answer.code },
          },
        ],
        also: () => [answerAttempt(services, call)],
      });
      return;
    case "not_sent":
      return releaseRequest(services, actor, request, {
        code: answer.code,
        retryAfterMs: answer.retryAfterMs,
        also: () => [answerAttempt(services, call)],
      });
    case "uncertain":
      return loseAnswer(services, actor, call, { code: answer.code, message: answer.message });
  }
}

async function recordAnswered(
  services: Services,
  actor: Actor,
  call: Call,
  answer: Extract<ActionAnswer, { kind: "answered" }>,
): Promise<void> {
  const { request } = call;
  // The answer is kept before anything else is asked, so that a crash from here on can't lose it.
  await retryOnConflict(async () =>
    services.stores.commit([
      answerAttempt(services, call),
      ...(await appendEntries(services, actor, request.caseKey, [
        { ...aboutRequest(request), ...answeredEntry(call, "answered", null, null, answer.user) },
      ])),
    ]),
  );
  const read = await services.directory.readUser({
    userId: request.subjectId,
    credential: request.action,
    signal: AbortSignal.timeout(readWithinMs),
  });
  if (read.ok) await services.stores.subjects.saveReading(services.directory.host.accountId, read.user);
  if (!read.ok || read.user.state !== wantedState[request.action]) {
    return loseAnswer(services, actor, call, {
      code: read.ok ? "answer_not_confirmed" : read.code,
      message: "1Password answered, but the reading after it doesn't show the change yet.",
    });
  }
  const { user: after, askedAt } = read;
  await moveRequest(services, actor, request.id, {
    event: () => ({ kind: "succeed", fence: request.fence, askedAt }),
    patch: () => ({
      outcome: {
        code: "done",
        message: "1Password answered, and the reading after it shows the change.",
        how: "answered",
        before: seen(call.before),
        answer: { state: answer.user.state, at: answer.user.readAt },
        after: seen(after),
      },
    }),
    entries: (_before, moved) => [
      {
        type: moved.status === "succeeded" ? "outcome.settled" : "outcome.unknown",
        before: entryReading(call.before),
        after: entryReading(after),
        outcome: { result: moved.status, code: moved.status === "succeeded" ? "done" : "not_quiet_yet" },
      },
    ],
  });
}

async function loseAnswer(
  services: Services,
  actor: Actor,
  call: Call,
  problem: { code: string; message: string },
): Promise<void> {
  const { request, answer } = call;
  await moveRequest(services, actor, request.id, {
    event: () => ({ kind: "lose_answer", fence: request.fence }),
    patch: () => ({
      outcome: {
        code: problem.code,
        message: problem.message,
        how: "observed",
        before: seen(call.before),
        answer: answer.kind === "answered" ? { state: answer.user.state, at: answer.user.readAt } : null,
        after: null,
      },
    }),
    entries: (before, after) => [
      ...(answer.kind === "answered"
        ? []
        : [answeredEntry(call, "uncertain", problem.code, problem.message)]),
      {
        type: "outcome.unknown",
        before: before.status,
        after: after.status,
        outcome: { result: "unknown", code: problem.code },
      },
    ],
    also: () => (answer.kind === "answered" ? [] : [answerAttempt(services, call)]),
  });
}

function answerAttempt(services: Services, { request, attempt, answer }: Call): Statement {
  const { exchange } = answer;
  const kept: NonNullable<AttemptRecord["answer"]> = {
    kind: answer.kind,
    code: answer.kind === "answered" ? null : answer.code,
    message: answer.kind === "answered" ? null : answer.message,
    method: exchange?.method ?? null,
    path: exchange?.path ?? null,
    status: exchange?.status ?? null,
    requestId: exchange?.requestId ?? null,
    ms: exchange ? Math.round(exchange.ms) : null,
    at: services.clock.now(),
  };
  return services.stores.requests.answerAttempt(request.id, attempt, kept);
}

function answeredEntry(
  { request, attempt, answer }: Call,
  result: string,
  code: string | null,
  message: string | null,
  user?: UserReading,
): EntryDraft {
  const { exchange } = answer;
  return {
    type: "call.answered",
    outcome: { result, code },
    after: user ? entryReading(user) : null,
    call: exchange
      ? {
          attempt,
          fence: request.fence,
          method: exchange.method,
          path: exchange.path,
          status: exchange.status,
          requestId: exchange.requestId,
          ms: Math.round(exchange.ms),
        }
      : null,
    // 1Password's own words may name the person.
    private:
      message === null
        ? []
        : [{ field: "message", holder: subjectHolder(request.accountId, request.subjectId), text: message }],
  };
}

function seen(reading: UserReading) {
  return { state: reading.state, readAt: reading.readAt };
}

function entryReading(reading: UserReading) {
  return { state: reading.state, readAt: reading.readAt.toISOString() };
}
