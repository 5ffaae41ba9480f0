import { makeSystemActor } from "#lib/domain/actor.ts";
import type { UserReading } from "#lib/domain/directory.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { checkBeforeDispatch } from "./check-before-dispatch.ts";
import { claimRequest } from "./claim-request.ts";
import { markDispatch } from "./mark-dispatch.ts";
import { recordAnswer } from "./record-answer.ts";
import { releaseRequest } from "./release-request.ts";

const executor = makeSystemActor("executor");
const sealWithinMs = 10_000;

/**
 * Carries out one approved request, as far as it is possible now: claim, read, dispatch mark, seal, call, read again,
 * outcome. Every step is committed before the next begins, so a crash leaves a state that can be read and continued:
 * without a dispatch mark nothing was sent, with one the outcome is unknown until a reading shows it.
 */
export async function executeRequest(services: Services, requestId: string): Promise<void> {
  const request = await claimRequest(services, executor, requestId);
  if (!request) return;

  // Whatever can fail without effect comes before the mark.
  const token = await services.directory.prepareAction(request.action);
  if (!token.ok) return releaseRequest(services, executor, request, { code: token.code, retryAfterMs: null });
  const checked = await checkBeforeDispatch(services, executor, request);
  if (!checked.go) return;

  const marked = await markDispatch(services, executor, request, checked.reading);
  if (!marked) return;
  try {
    await services.seal.sealNow(sealWithinMs);
  } catch {
    return releaseRequest(services, executor, marked.request, { code: "not_sealed", retryAfterMs: null });
  }
  await send(services, marked, checked.reading);
}

async function send(
  services: Services,
  { request, attempt, leaveBy }: { request: RequestRecord; attempt: number; leaveBy: Date },
  before: UserReading,
): Promise<void> {
  const answer = await services.directory.act({
    action: request.action,
    userId: request.subjectId,
    trace: { workflowId: request.workflowId, requestKey: request.key, attempt },
    leaveBy,
  });
  await recordAnswer(services, executor, { request, attempt, before, answer });
}
