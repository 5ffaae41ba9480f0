import { emailKey } from "#lib/domain/person.ts";
import { RequestStatus, Snapshot } from "#lib/domain/request.ts";
import type { AttemptRecord, RequestOutcome, RequestRecord } from "#lib/ports/records.ts";
import type { Client } from "#db/client.ts";

type RequestColumns = Client["schema"]["request"]["$inferSelect"];

export function toRequest(row: RequestColumns): RequestRecord {
  const {
    number: _number,
    snapshotEmail,
    snapshotEmailKey: _emailKey,
    snapshotName,
    snapshotState,
    snapshotReadAt,
    policyId,
    policyVersion,
    policyRule,
    heldUser,
    ...rest
  } = row;
  return {
    ...rest,
    action: row.action as RequestRecord["action"],
    status: RequestStatus.parse(row.status),
    payload: new Uint8Array(row.payload),
    snapshot: Snapshot.parse({
      userId: row.subjectId,
      email: snapshotEmail,
      name: snapshotName,
      state: snapshotState,
      readAt: snapshotReadAt,
    }),
    policy: { id: policyId, version: policyVersion, rule: policyRule },
    holdsUser: heldUser !== null,
    wasContained: row.wasContained === 1,
    overtook: row.overtook === 1,
    seenState: row.seenState as RequestRecord["seenState"],
    outcome: row.outcome === null ? null : toOutcome(row.outcome),
  };
}

export function fromRequest(record: RequestRecord): RequestColumns {
  const { snapshot, policy, holdsUser, outcome, ...rest } = record;
  return {
    ...rest,
    number: Number(record.key.slice(4)),
    payload: Buffer.from(record.payload),
    snapshotEmail: snapshot.email,
    snapshotEmailKey: emailKey(snapshot.email),
    snapshotName: snapshot.name,
    snapshotState: snapshot.state,
    snapshotReadAt: snapshot.readAt,
    policyId: policy.id,
    policyVersion: policy.version,
    policyRule: policy.rule,
    heldUser: holdsUser ? record.subjectId : null,
    wasContained: record.wasContained ? 1 : 0,
    overtook: record.overtook ? 1 : 0,
    outcome: outcome === null ? null : JSON.stringify(outcome),
  };
}

// Our own JSON, written by `fromRequest`; only the moments need to become dates again.
function toOutcome(text: string): RequestOutcome {
  const outcome = JSON.parse(text) as RequestOutcome;
  return {
    ...outcome,
    before: outcome.before && { ...outcome.before, readAt: new Date(outcome.before.readAt) },
    answer: outcome.answer && { ...outcome.answer, at: new Date(outcome.answer.at) },
    after: outcome.after && { ...outcome.after, readAt: new Date(outcome.after.readAt) },
  };
}

export function toAttempt(row: Client["schema"]["attempt"]["$inferSelect"]): AttemptRecord {
  return {
    requestId: row.requestId,
    n: row.n,
    fence: row.fence,
    markedAt: row.markedAt,
    answer:
      row.answerKind === null || row.answeredAt === null
        ? null
        : {
            kind: row.answerKind as NonNullable<AttemptRecord["answer"]>["kind"],
            code: row.answerCode,
            message: row.answerMessage,
            method: row.method,
            path: row.path,
            status: row.httpStatus,
            requestId: row.providerRequestId,
            ms: row.elapsedMs,
            at: row.answeredAt,
          },
  };
}
