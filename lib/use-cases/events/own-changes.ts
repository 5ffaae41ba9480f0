import type { Action } from "#lib/domain/directory.ts";
import { quietSpanMs } from "#lib/domain/lifecycle-settings.ts";
import type { AttemptRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** By how much 1Password's clock may be behind ours. */
const clockSkewMs = 120_000;
const newestRequests = 50;

/** A span in which a call of ours may have changed the person. */
export interface OwnSpan {
  from: Date;
  until: Date;
}

/**
 * When calls of this console may have had this effect on the person: from a call's mark until all is quiet. Calls that
 * were certainly not sent, or refused, had none. Who 1Password says acted plays no part.
 */
export async function ownSpans(
  { stores, settings }: Services,
  userId: string,
  action: Action,
): Promise<OwnSpan[]> {
  const requests = await stores.requests.ofSubject(userId, newestRequests);
  const spans: OwnSpan[] = [];
  for (const request of requests) {
    if (request.action !== action) continue;
    for (const attempt of await stores.requests.attempts(request.id)) {
      if (!mayHaveChanged(attempt)) continue;
      const at = attempt.markedAt.getTime();
      spans.push({ from: new Date(at - clockSkewMs), until: new Date(at + quietSpanMs(settings)) });
    }
  }
  return spans.toSorted((a, b) => a.from.getTime() - b.from.getTime());
}

function mayHaveChanged({ answer }: AttemptRecord): boolean {
  return answer === null || answer.kind === "answered" || answer.kind === "uncertain";
}

/** Which of these events our calls explain: each call explains one event, the first in its span. */
export function explainedBy<Event extends { uuid: string; at: Date }>(
  spans: readonly OwnSpan[],
  events: readonly Event[],
): Set<string> {
  const explained = new Set<string>();
  for (const { from, until } of spans) {
    const event = events.find(({ uuid, at }) => !explained.has(uuid) && at >= from && at <= until);
    if (event !== undefined) explained.add(event.uuid);
  }
  return explained;
}
