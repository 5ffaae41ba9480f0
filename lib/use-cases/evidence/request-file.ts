import { jsonFile, type PackageFile } from "#lib/evidence/package-file.ts";
import type { Act, RequestStory } from "#lib/evidence/request-story.ts";
import { toBase64 } from "#lib/log/base64.ts";
import type { CanonicalValue } from "#lib/log/canonical.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Stores } from "#lib/ports/store.ts";

/** The requests as the log tells them, each with the very bytes that were approved. */
export async function requestFile(
  { requests }: Stores,
  stories: readonly RequestStory[],
): Promise<PackageFile> {
  const told: CanonicalValue[] = [];
  for (const story of stories) {
    const stored = await requests.byKey(story.key);
    // What was erased, or isn't what was approved, is no payload; the verifier compares with the digest once more.
    const isWhole = stored !== null && sha256Hex(stored.payload) === story.digest;
    told.push({
      key: story.key,
      case: story.caseKey,
      action: story.action,
      workflowId: story.workflowId,
      digest: story.digest,
      payload: isWhole ? toBase64(stored.payload) : null,
      requester: story.asked && toJson(story.asked),
      policy: story.policy && { ...story.policy },
      verdict: story.verdict && { ...story.verdict },
      needed: story.needed,
      votes: story.votes.map(({ decision, ...act }) => ({ ...toJson(act), decision })),
      refusedDecisions: story.refusedDecisions.map(({ code, ...act }) => ({ ...toJson(act), code })),
      before: story.before && { ...story.before },
      answered: story.answered && { ...story.answered },
      after: story.after && { ...story.after },
      sentAt: story.sentAt,
      endedAt: story.endedAt,
      reversedBy: story.reversedBy,
      outcome: { status: story.status, code: story.outcomeCode },
    });
  }
  return jsonFile("request.json", { requests: told });
}

function toJson(act: Act) {
  return { ...act, roles: [...act.roles], amr: [...act.amr] };
}
