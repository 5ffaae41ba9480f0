import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { isEnded } from "#lib/domain/request.ts";
import { step } from "#lib/domain/request-step.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { executionControlName, running } from "#lib/domain/execution-control.ts";
import { askBrake, type BrakeVerdict, brakeWords } from "#lib/use-cases/guard-rails/brake.ts";
import { pauseByItself, readExecutionControl } from "#lib/use-cases/pause-execution.ts";
import { aboutRequest, moveRequest } from "#lib/use-cases/move-request.ts";

/** A reactivation that ends its hold for a suspension, and until when its call could still land. */
interface TakenOver {
  before: RequestRecord;
  after: RequestRecord;
  quietUntil: Date;
  /** Key of the suspension that takes the user. */
  by: string;
}

/**
 * Claims an approved request for this worker, or null when it can't be carried out now: not due, somebody else's, or
 * the user is held by another request. A suspension takes the user over from a reactivation whose outcome nobody
 * knows, in one commit: a crash between the two would forget that the reactivation could still land.
 */
export async function claimRequest(
  services: Services,
  actor: Actor,
  requestId: string,
): Promise<RequestRecord | null> {
  let taken: TakenOver | null = null;
  let braked: BrakeVerdict | null = null;
  let caseId: string | null = null;
  const moved = await moveRequest(services, actor, requestId, {
    event: async (request) => {
      taken = null;
      braked = null;
      caseId = request.caseId;
      if (request.status !== "approved") return null;
      if ((await readExecutionControl(services)).state === "paused") return null;
      const holder = await services.stores.requests.holder(request.subjectId);
      if (holder && holder.id !== request.id) {
        taken = takeOver(services, holder, request);
        if (taken === null) return null;
      }
      braked = await askBrake(services, request);
      if (!braked.go) return null;
      return { kind: "claim", takesOver: taken && { quietUntil: taken.quietUntil } };
    },
    first: async () => {
      // A pause that comes in between makes this commit a conflict: from its moment on nothing is claimed.
      const unpaused = [
        services.stores.controls.require(executionControlName, running),
        ...(braked?.go ? braked.statements : []),
      ];
      if (taken === null) return unpaused;
      const { before, after } = taken;
      const update = services.stores.requests.update(before, after);
      // In the claim's own case its entry stands right before the claim's, in one append.
      if (before.caseId === caseId) return [...unpaused, update];
      return [
        ...unpaused,
        update,
        ...(await appendEntries(services, actor, before.caseKey, [takenOverEntry(taken)])),
      ];
    },
    entries: (before, after) => [
      ...(taken !== null && taken.before.caseId === before.caseId ? [takenOverEntry(taken)] : []),
      {
        type: "request.claimed",
        before: before.status,
        after: after.status,
        facts: { fence: String(after.fence), ...(after.overtook ? { overtook: "true" } : {}) },
      },
    ],
  });
  await stopAtBrake(services, braked);
  return moved.ok ? moved.after : null;
}

/** The request waits as it is, and so does every other, until two people have looked. */
async function stopAtBrake(services: Services, verdict: BrakeVerdict | null): Promise<void> {
  if (verdict === null || verdict.go) return;
  await pauseByItself(services, makeSystemActor("executor"), brakeWords(verdict.rails), { brake: true });
}

/** Null where the user can't be taken over: it is being called right now, or the two don't stand so to each other. */
function takeOver(services: Services, holder: RequestRecord, by: RequestRecord): TakenOver | null {
  if (by.action !== "suspend" || holder.action !== "reactivate") return null;
  const now = services.clock.now();
  const kind = isEnded(holder.status) ? "hand_over" : "supersede";
  const result = step(holder, { kind, now }, services.settings);
  if (!result.ok) return null;
  const ended = isEnded(holder.status) ? {} : { endedAt: now };
  return {
    before: holder,
    after: { ...holder, ...result.next, ...ended },
    quietUntil: holder.quietUntil ?? now,
    by: by.key,
  };
}

function takenOverEntry({ before, after, by }: TakenOver): EntryDraft {
  return {
    ...aboutRequest(after),
    type: after.status === before.status ? "request.released" : "outcome.settled",
    before: before.status,
    after: after.status,
    outcome: { result: after.status, code: "taken_over" },
    facts: { by },
  };
}
